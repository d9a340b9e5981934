"""Words that stand beside a number in a cell and say what it is, in six languages and German.

Phrases are parted by ``;``; case and accents do not count. A position is our own name for the part that
carries the number (ITI 10: the frame or receiver is essential and carries the identity; other parts are
encouraged).
"""

SERIAL_WORDS = """
    serial number; serial no; serial nr; serial num; serial; ser no; ser; s/n; s.n; sn; s/no; s. no;
    weapon no; weapon number; gun no; gun number; number; num; no; nr; n°; nº; nos; #; №; no de serie;
    n° de série; numéro de série; numéro d'arme; numéro; série; matricule; serienummer; seriennummer;
    seriennr; serien-nr; waffennummer; waffennr; waffen-nr; werknr; fabriknummer; número de serie;
    nº de serie; n.º de serie; número; núm; serie; matrícula; серийный номер; серийный №; сер. номер;
    сер. №; заводской номер; заводской №; зав. №; зав. номер; номер оружия; номер; ном; серия и номер;
    серия; сер; 枪支编号; 武器编号; 枪号; 槍號; 编号; 編號; 序列号; 序號; 序号; 号码; 號碼; 出厂编号;
    الرقم التسلسلي; رقم تسلسلي; الرقم المتسلسل; رقم السلاح; رقم القطعة; الرقم; رقم;
"""

POSITION_WORDS = {
    "frame": """
        frame; carcasse; châssis; рамка; рамке; рама; раме; 枪身; 套筒座; 底把; هيكل; الهيكل; armazón;
        bastidor; griffstück; rahmen;
    """,
    "receiver": """
        receiver; lower receiver; lower; boîte de culasse; boîtier de culasse; ствольная коробка;
        ствольной коробке; ств. коробка; коробка; коробке; 机匣; 枪机匣; 下机匣; جسم السلاح; البدن;
        علبة المغلاق; cajón de mecanismos; cajón; receptor; verschlussgehäuse; systemhülse;
    """,
    "upper_receiver": "upper receiver; upper; 上机匣",
    "slide": """
        slide; glissière; culasse mobile; затвор-кожух; кожух-затвор; 套筒; منزلق; المنزلق; corredera;
        schlitten;
    """,
    "barrel": """
        barrel; brl; bbl; canon; ствол; ствола; стволе; 枪管; 槍管; سبطانة; السبطانة; ماسورة; الماسورة;
        cañón; lauf;
    """,
    "bolt": """
        bolt carrier; bolt; breech block; breechblock; breech; culasse; затворная рама; затвор; затворе;
        枪机框; 枪机; 枪栓; مغلاق; المغلاق; ترباس; الترباس; cerrojo; verschluss;
    """,
    "cylinder": """
        cylinder; cyl; barillet; барабан; барабане; 转轮; 弹巢; اسطوانة; الأسطوانة; tambor; trommel;
    """,
    "magazine": "magazine; mag; chargeur; магазин; магазине; 弹匣; 彈匣; مخزن; المخزن; cargador; magazin",
    "stock": """
        butt stock; buttstock; butt; stock; crosse; приклад; прикладе; 枪托; أخمص; الأخمص; culata; schaft;
    """,
    "trigger_guard": """
        trigger guard; pontet; спусковая скоба; скоба; 扳机护圈; واقي الزناد; guardamonte; abzugsbügel;
    """,
    "dust_cover": """
        dust cover; top cover; крышка коробки; крышка; 机匣盖; غطاء البدن; tapa de cajón; couvre-culasse;
    """,
    "bayonet": "bayonet; baïonnette; штык-нож; штык; 刺刀; حربة; bayoneta; bajonett",
    "sight": "rear sight; scope; optic; lunette; прицел; 瞄准镜; منظار; mira; zielfernrohr",
}
ESSENTIAL_POSITIONS = frozenset({"frame", "receiver"})
# Labels that take one word: what follows it is another mark.
ONE_WORD_LABELS = frozenset({"model", "calibre", "year"})

# Numbers that others than the maker applied, or that are no number of this weapon at all.
OTHER_WORDS = {
    "rack": "rack no; rack number; rack; râtelier; стеллаж; пирамида",
    "inventory": """
        inventory no; inventory number; inventory; inv. no; inv; asset no; asset; no d'inventaire;
        numéro d'inventaire; инвентарный номер; инв. №; инв; 资产编号; 库存编号; رقم الجرد;
        número de inventario;
    """,
    "approval": "ptb; bka; type approval; approval no; homologation; homologación; homologación no",
    "patent": "patent no; patent; pat. no; pat; brevet; патент; 专利号; براءة; patente",
    "model": "model; mod; modèle; modell; модель; 型号; الطراز; modelo",
    "calibre": "calibre; caliber; cal; kaliber; kal; калибр; кал; 口径; العيار",
    "year": "dated; date; year; année; daté; год выпуска; год; 年份; 制造年份; سنة الصنع; año; baujahr",
    "proof": "proof mark; proof; poinçon d'épreuve; испытательное клеймо; prueba; beschuss",
}

IMPORT_WORDS = """
    imported by; imported; importer; import mark; import; imp by; imp; marque d'importation;
    marquage d'importation; importation; importé par; importée par; importé; importée; importateur;
    marca de importación; importación; importado por; importado; importada; importador;
    импортная маркировка; импортное клеймо; импортировано; импортер; импорт; ввезено; имп; 进口标识;
    进口标记; 进口商; 进口; 進口; علامة الاستيراد; علامة استيراد; الاستيراد; استيراد; المستورد; مستورد;
    importstempel; importiert; importeur;
"""

SYMBOL_WORDS = {
    "triangle": "triangle; треугольнике; треугольник; 三角形; 三角; مثلث; المثلث; triángulo; dreieck",
    "circle": """
        circle; cercle; rond; круге; круг; кружке; 圆圈; 圓圈; 圆形; 圆; دائرة; الدائرة; círculo; kreis;
    """,
    "diamond": "diamond; rhombus; rhomb; losange; ромбе; ромб; 菱形; معين; المعين; rombo; raute",
    "square": "square; carré; квадрате; квадрат; 方框; 方形; مربع; المربع; cuadrado; quadrat",
    "star": "star; étoile; звезде; звезда; 五角星; 星形; نجمة; النجمة; estrella; stern",
    "oval": "oval; ovale; овале; овал; 椭圆形; 椭圆; بيضوي; óvalo",
    "shield": "shield; écu; щите; щит; 盾形; درع; escudo; schild",
}
SYMBOL_SIGNS = {
    "triangle": "△▲▵▴∆⟁",
    "circle": "○◯●⚪⚫",
    "diamond": "◇◆♢♦",
    "star": "★☆⭐✩✪✫✭✮✯",
    "crown": "♔♕♚♛👑",
    "arrow": "↑⇧",
}
# Between two readings of one number: "AB1?34 or AB1734".
OR_WORDS = "or; ou; oder; или; либо; 或; 或者; أو"
# Words that tie a number to a sign or part, before or after: "66 in triangle", "6348 sur le canon".
LINK_WORDS = """
    in; inside; within; on; on the; in a; in the; inside a; with; of; dans; dans un; dans le; sur; sur le;
    sur la; en; en un; en el; en la; sobre; dentro de un; dentro de; в; во; на; внутри; im; in einem; auf;
    auf dem; auf der; 内; 中; 上; 在; على; في; داخل;
"""
