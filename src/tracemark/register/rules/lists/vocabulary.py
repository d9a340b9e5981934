"""Officers' free wording turned into codes: how a weapon was obtained, what became of its trace, and the like.

The words stand in tables, one line a language (English, French, Spanish, Russian, Chinese, Arabic), stems parted by
``;``. Of several codes whose words stand in one text, the first in its table holds: a negation or a qualification
is listed before what it qualifies.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from tracemark.register.rules.lists.folding import fold, phrase_pattern, phrases

HOW: Mapping[str, str] = {
    "seized_administrative": """
        admin; licence expired; license expired; expired licence; expired license; permit expired;
        regulatory; non criminal; not criminal; licence revoked; civil matter;
        permis expire; permis perime; non penal; retrait de permis; mesure de police;
        licencia vencida; permiso vencido; no penal; licencia expirada; infraccion administrativa;
        админ; просроч; истек срок; аннулир;
        行政; 许可证过期; 证件过期; 吊销;
        اداري; انتهاء الرخصة; رخصة منتهية; رخصه منتهيه; انتهاء الترخيص;
    """,
    "surrendered": """
        surrender; handed in; hand in; handed over; handed back; turned in; voluntar; amnesty; given up;
        brought in; deposited; buy back;
        remis; restitu; depose; depot volontaire; amnistie; rendu;
        entreg; voluntari; amnistia; devuelt; rendid;
        сдан; сдал; сдач; добровол; амнист; принес;
        上缴; 自愿; 主动交; 交出; 缴交; 上交; 自首;
        تسليم; مسلم; سلم; طوع; طواع; عفو;
    """,
    "seized_criminal": """
        seiz; confiscat; impound; criminal; arrest; raid; search; forfeit; intercept; captured; checkpoint;
        smuggl; traffick;
        saisi; confisqu; perquisition; penal; interpell; contreband;
        incaut; decomis; confisc; secuestr; penal; allanamiento; requis; detencion;
        изъят; изъял; конфиск; уголов; задержан; обыск; контрабанд;
        缴获; 扣押; 没收; 刑事; 收缴; 查扣; 搜查; 走私; 抓获; 案件;
        ضبط; مضبوط; مصادر; جنائي; حجز; مداهم; تهريب; تفتيش;
    """,
    "found": """
        found; find; abandon; discover; cache; unclaimed; left behind; picked up; retrieved from;
        trouv; decouv; abandon; cache d armes; sans maitre;
        encontr; hallad; hallazg; abandon; localizad; caleta;
        найден; обнаруж; находк; бесхоз; брошен; тайник; схрон;
        查获; 发现; 捡; 拾; 遗弃; 无主; 找到;
        عثر; معثور; عثور; متروك; مهجور; مخبا; اكتشف;
    """,
}

OUTCOME: Mapping[str, str] = {
    "not_tried": """
        not tried; not attempted; no attempt; not requested; not submitted; not done; no trace request;
        not initiated; no request; not started; untried;
        non tente; pas tente; non demande; aucune demande; pas de demande; non entrepris; pas essaye;
        non engage; pas entrepris;
        no intent; sin intentar; no se intent; no solicit; no tramit; sin solicitar; no iniciad; sin rastrear;
        не предприн; не пытал; не проводил; не направл; не запраш; не было попыт; не осуществл; не отслеживал;
        未尝试; 未追查; 未进行; 没有追查; 未申请; 未试; 未开展;
        لم تجر; لم يجر; لم يحاول; لم تتم محاول; لم يتم التعقب; لم يتم البحث; لم تحاول; دون محاول; لم يطلب;
        لم تقدم;
    """,
    "too_little_information": """
        too little; insufficient; not enough; lack of; inadequate; cannot be traced; can not be traced;
        untraceable; not traceable; incomplete;
        insuffisan; trop peu; pas assez; manque d; incomplet; non tracable;
        insuficient; poca inform; muy poca; falta de; demasiado poca; no rastreable; incomplet;
        недостат; мало свед; мало данных; мало информ; не хватает; неполн;
        信息不足; 资料不足; 不足; 无法追; 信息太少; 资料太少; 信息过少;
        غير كاف; معلومات قليل; عدم كفاي; نقص; قله المعلومات; غير كافيه; معلومات ضئيل;
    """,
    "": """
        not found; no record; negative; not identified; not traced; unsuccessful; failed; no result; no hit;
        not registered; not listed; unknown to;
        non trouve; aucun resultat; negatif; non identifie; non enregistre; echec; introuvable; non trace;
        no encontrad; negativ; sin resultado; no registrad; no identificad; no rastread; fallid; no figura;
        не найден; не установлен; отрицател; не числ; безрезультат; не зарегистр; не отслежен; не выявлен;
        未查到; 未找到; 无结果; 无记录; 未登记; 查无; 失败; 未查明; 未能;
        لم يعثر; لا نتيج; سلبي; غير مسجل; لم يتم العثور; فشل; لا يوجد سجل; لم يتعرف;
    """,
    "pending": """
        pending; awaiting; await; in progress; ongoing; under way; underway; requested; submitted; waiting;
        request sent; open; being traced; under investigation;
        en cours; en attente; attente; en instance; demande envoyee;
        pendiente; en curso; en tramite; en espera; en proceso; solicitud enviada;
        ожида; в процессе; в работе; направлен; проводится; рассматрив; на исполнении; в ожидании;
        待; 进行中; 等待; 正在; 未决; 处理中; 在查;
        قيد; انتظار; جار; معلق; تحت الاجراء; لم يرد;
    """,
    "traced_abroad": """
        abroad; foreign; another state; other state; another country; other country; overseas;
        outside the country; interpol;
        etranger; autre pays; autre etat; hors du pays;
        exterior; extranjer; otro pais; otro estado; fuera del pais;
        за рубеж; за границ; иностран; другой стран; другом государ; зарубеж;
        境外; 国外; 外国; 海外; 他国;
        الخارج; خارج; اجنبي; دوله اخري; بلد اخر; دوله اخرى;
    """,
    "established_otherwise": """
        otherwise; other means; by other; another way; without trac; confession; by investigation;
        origin established; forensic;
        autrement; autre moyen; autres moyens; autre voie; par enquete;
        otro medio; otros medios; otra forma; otra via; de otro modo; otra manera; por investigacion;
        иным; иначе; другим способ; иными; другим пут; следствен;
        其他方式; 其他途径; 另行; 其他方法; 其他手段; 别的方式;
        بطريقه اخرى; بطريقه اخري; بوسيله اخرى; بوسيله اخري; بطرق اخري; بطرق اخرى; بوسايل اخري; بوسائل اخرى;
        بوسيلة اخرى; بوساءل اخري;
    """,
    "traced_home": """
        traced; home; national; domestic; in country; in the country; local register; police register;
        identified in; own records; positive;
        registre national; trace; dans le pays; national; identifie; retracee; interieur;
        registro nacional; rastread; en el pais; nacional; identificad; localizad; interno;
        отслежен; установлен; национальн; в стране; внутри стран; отечествен; по учет;
        国内; 本国; 已追查; 追查到; 国家登记; 已查明; 境内;
        السجل الوطني; داخل; وطني; تم التعقب; تم تعقب; محلي; في البلد; تعقب;
    """,
}

LOSS_KIND: Mapping[str, str] = {
    "stolen": """
        stol; theft; thef; rob; burgl; steal; snatch; looted; hijack; ambush;
        vol; vole; derob; cambriol; braqu; pill;
        hurt; rob; sustra; asalt; saque;
        похищ; краж; хищ; украд; угнан; ограб; разбо; грабе;
        盗; 窃; 抢; 劫;
        سرق; مسروق; نهب; سلب; سطو;
    """,
    "lost": """
        lost; loss; missing; mislaid; misplaced; unaccounted; dropped;
        perdu; perte; egar; dispar; manquant;
        extravi; perdid; perdida; desapar; faltante;
        утер; утрач; потер; пропа; утрат; пропал; недостач;
        丢; 遗失; 失踪; 下落不明; 失落; 缺失;
        فقد; مفقود; ضايع; ضائع; ضياع; ضاع; فقدان;
    """,
}

HOLDER: Mapping[str, str] = {
    "dealer": """
        dealer; shop; trader; gunsmith; retail; merchant; store stock; broker;
        armur; commerc; negoci; revendeur;
        comercian; armeria; vendedor; tienda; comercio;
        дилер; магазин; торгов; продав;
        经销; 商店; 枪店; 销售;
        تاجر; متجر; محل; تجار;
    """,
    "company": """
        company; firm; security; enterprise; corporat; guard; bank; ltd; business; psc; club;
        societe; entreprise; securite; gardiennage; banque; club;
        empresa; seguridad; compania; vigilancia; banco; club;
        чоп; охранн; охранное; фирм; предприят; компан; организац; юр лиц; юридич; банк; клуб;
        公司; 保安; 企业; 银行; 单位; 俱乐部;
        شركه; امن; موسسه; مؤسسه; بنك; نادي; حراسه;
    """,
    "state": """
        police; army; state; government; military; ministry; service; official; defence; defense; prison;
        customs; gendarm; court;
        etat; armee; ministere; police; service; gouvernement; douane;
        estado; policia; ejercito; gobierno; ministerio; oficial; fuerzas armadas; aduana;
        государ; мвд; полиц; служебн; ведомств; армия; министер; воинск;
        警; 军; 国家; 公务; 政府; 公安;
        الدوله; شرط; حكوم; جيش; عسكر; وزار; رسمي;
    """,
    "private": """
        private; civilian; individual; personal; hunt; sport; self defence; self defense; citizen;
        collector; farmer; own use; target;
        prive; particulier; civil; chasse; tir; collection; personne physique;
        privad; particular; civil; caza; deport; persona; coleccion; defensa personal;
        частн; граждан; физ лиц; физическ; охот; личн; спортив; самооборон; коллекц;
        私人; 个人; 民用; 公民; 猎; 自卫; 体育;
        خاص; مدني; فرد; شخص; صيد; صياد; رياض; دفاع;
    """,
}

CONDITION: Mapping[str, str] = {
    "unserviceable": """
        unserviceable; not serviceable; non serviceable; u s; unservic; broken; defective; damaged;
        inoperable; inoperative; not working; scrap; beyond repair;
        ber; faulty; out of order; non functional; not functional; unusable; incomplete; does not work;
        condemned;
        hors service; inutilisable; hors d usage; defectu; cass; en panne; reforme; non fonctionn; endommag;
        inservible; inutilizable; fuera de servicio; averiad; danad; inoperativ; defectuos; mal estado;
        no funciona; malo;
        неисправ; непригод; не исправ; сломан; негод; поврежд; не работ; списан;
        不可用; 损坏; 报废; 故障; 不能使用; 待修; 损毁; 坏; 失效;
        غير صالح; معطل; تالف; عاطل; معطوب; مكسور; لا يعمل; خردة;
    """,
    "serviceable": """
        serviceable; good; working; operational; functional; new; fair; excellent; in order; usable; ok;
        svc; operable; works;
        bon; en service; utilisable; neuf; en etat; fonctionn; operationnel; excellent; bonne;
        buen; servible; utilizable; nuev; operativ; funciona; en servicio; excelente; regular;
        исправ; годен; годно; хорош; нов; рабоч; пригод; работ; удовлетв;
        良好; 完好; 可用; 正常; 新; 能使用; 优;
        صالح; جيد; جديد; يعمل; ممتاز; سليم;
    """,
}

SEX: Mapping[str, str] = {
    "male": """
        m; h; male; man; men; boy; mr; homme; masculin; hombre; masculino; varon; м; муж; мужской; мужчина;
        男; 男性; ذكر; رجل;
    """,
    "female": """
        f; female; woman; women; girl; ms; mrs; femme; feminin; mujer; femenino; ж; жен; женский; женщина;
        女; 女性; انثى; انثي; امراه;
    """,
}

UNSTATED = frozenset(
    phrases("""
        none; nil; n a; na; not known; unknown; nk; n k; not stated; not given; unk; tbc; undated; no date;
        inconnu; inconnue; non precise; non precisee; nc; neant; sans date;
        desconocido; desconocida; sin datos; no consta; s d; sin fecha; s f; ninguno; ninguna;
        неизвестно; неизвестна; неизвестен; нет данных; нет; н д; не указано; не указан; б д; без даты;
        不详; 未知; 不明; 无; 未填; 日期不详;
        غير معروف; غير معروفه; غير محدد; لا يوجد; مجهول; بدون تاريخ;
    """)
)
"""Words that state nothing: the cell is as good as blank."""

_TABLES = {"how": HOW, "outcome": OUTCOME, "loss_kind": LOSS_KIND, "holder": HOLDER, "condition": CONDITION}


@lru_cache(maxsize=16384)
def read_code(table: str, text: str) -> str:
    """The code of a free wording in ``how``, ``outcome``, ``loss_kind``, ``holder`` or ``condition``.

    Empty for a blank, for words that state nothing, for words that the table does not know, and for those that it
    lists under no code because they only look like one ("not found in the national register").
    """
    folded = fold(text)
    if not folded or folded in UNSTATED:
        return ""
    spelt = folded.replace(" ", "_")
    for code, pattern in _patterns(table):
        if spelt == code or pattern.search(folded):
            return code
    return ""


def states_nothing(text: str) -> bool:
    """True for a blank cell and for words such as "n/a" and "不详"."""
    folded = fold(text)
    return not folded or folded in UNSTATED


@lru_cache(maxsize=1024)
def read_sex(text: str, *, is_spanish: bool = False) -> str:
    """``male``, ``female``, or the text as typed. In Spanish a lone M may be "mujer" or "masculino": it stays M."""
    folded = fold(text)
    if is_spanish and folded == "m":
        return text.strip()
    for code, words in _SEXES:
        if folded in words:
            return code
    return "" if states_nothing(text) else text.strip()


@lru_cache(maxsize=8)
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, phrase_pattern(phrases(words))) for code, words in _TABLES[table].items())


_SEXES = tuple((code, frozenset(phrases(words))) for code, words in SEX.items())
