"""Columns that describe the weapon and its marks."""

NAMES: dict[str, str] = {
    "type": """
        type; weapon type; type of weapon; kind of weapon; category; weapon category; class; description;
        item description; weapon;
        firearm type; type of firearm; nomenclature; item; article; weapon description; firearm; arm;
        type of arm; kind of firearm;
        type; type d arme; categorie; nature de l arme; designation; description; arme; genre; genre d arme;
        espece; type de l arme;
        tipo; tipo de arma; clase; categoria; clase de arma; descripcion; arma; denominacion; especie;
        тип; вид оружия; тип оружия; вид; категория; наименование; наименование оружия; описание; оружие;
        предмет; наименование предмета;
        类型; 枪支类型; 武器类型; 种类; 枪种; 类别; 名称; 枪支名称; 武器名称; 描述; 品名; 枪型;
        النوع; نوع السلاح; صنف السلاح; الصنف; الفئة; الوصف; السلاح; نوع; وصف السلاح; البيان; التسمية;
    """,
    "make": """
        make; maker; manufacturer; brand; mfr; mfg; made by; manufactured by; producer; factory;
        make of weapon; manufacturer name; mark name;
        marque; fabricant; constructeur; fabrique par; manufacture; producteur; firme; usine;
        marca; fabricante; fabrica; fabricado por; productor; casa fabricante;
        производитель; изготовитель; марка; завод; завод изготовитель; фирма; предприятие изготовитель;
        изготовлен; кем изготовлено;
        制造商; 厂家; 生产厂家; 制造厂; 品牌; 厂牌; 生产商; 制造者; 生产厂; 制造厂家; 牌子;
        الصانع; الشركة المصنعة; الماركة; المصنع; الصنع; جهة الصنع; العلامة التجارية; الشركة الصانعة; صنع;
        ماركة;
    """,
    "model": """
        model; model no; model number; mod; model name; version; variant; model designation; pattern;
        mark model;
        modele; mod; version; modele de l arme; variante; no modele;
        modelo; mod; version; variante; modelo del arma;
        модель; модификация; образец; мод; марка модель; обр;
        型号; 型式; 款式; 式样; 枪支型号; 型; 规格型号; 武器型号;
        الطراز; الموديل; موديل; طراز; النموذج; طراز السلاح;
    """,
    "make_model": """
        make and model; make model; make & model; model make; brand and model; type make and model;
        marque et modele; marque modele; marque type;
        marca y modelo; marca modelo;
        марка и модель; марка модель; производитель и модель;
        品牌型号; 厂家型号; 品牌及型号; 厂牌型号;
        الماركة والطراز; الماركة والموديل; الصانع والطراز;
    """,
    "calibre": """
        calibre; caliber; cal; gauge; bore; cartridge; chambering; round; calibre gauge; ammunition calibre;
        calibre of weapon;
        calibre; cal; munition; chambrage;
        calibre; cal; cartucho; municion calibre;
        калибр; кал; патрон; калибр мм;
        口径; 枪支口径; 弹径; 口径毫米;
        العيار; عيار; عيار السلاح; الفوهة;
    """,
    "serial": """
        serial; serial no; serial number; serial nos; serial numbers; ser no; s n; sn; s no weapon; serials;
        weapon no; weapon number;
        weapon serial; weapon serial number; weapon serial no; gun no; gun number; firearm no;
        firearm number; firearm serial number;
        frame no; receiver no; frame number; receiver number; manufacturer s serial number; butt no;
        rifle no; pistol no; serialnumber;
        serial as read; number on weapon; weapon s n; serial no weapon; body no; body number;
        no de serie; numero de serie; no serie; numero serie; serie; matricule; no matricule;
        numero matricule; no d arme; no arme;
        numero de l arme; numero d arme; no de l arme; no de fabrication; no fabrication;
        matricule de l arme; no de carcasse; n s; nos de serie;
        no de serie; numero de serie; serie; serie no; no serie; matricula; no de arma; numero de arma;
        numero del arma; no del arma;
        numero de fabrica; n serie; nro serie; nro de serie; num serie; numeracion;
        серийный номер; серийный №; заводской номер; заводской №; № оружия; номер оружия; серия и номер;
        серия номер; серия №; № серии;
        серия и №; зав номер; зав №; сер номер; сер №; номер серии; номер ствола; заводские номера;
        номер единицы; номер номер;
        序列号; 枪号; 枪支编号; 编码; 出厂编号; 出厂号; 枪械编号; 枪支号码; 号码; 枪身号; 机匣号; 武器编号;
        系列号; 枪支序列号; 枪支号; 钢印号; 制造号;
        الرقم التسلسلي; رقم السلاح; الرقم المسلسل للسلاح; رقم المصنع; رقم الصنع; الرقم المتسلسل;
        رقم التسلسل; رقم البندقية; رقم القطعة;
        رقم المسدس; الرقم التسلسلي للسلاح; رقم الهيكل; التسلسل;
    """,
    "serial_prefix": """
        series; prefix; serial prefix; serial letter; serial letters; letter prefix; serie letter; series letter;
        prefixe; lettre; lettres; prefixe du numero; lettre de serie;
        prefijo; letra; letras; prefijo de serie; letra de serie;
        серия; сер; серия букв; номер серия; серия оружия; буквы;
        字头; 枪号字头; 前缀; 字母;
        الحرف; الحروف; البادئة; حرف الرقم; السلسلة;
    """,
    "other_marks": """
        other marks; markings; marks; proof marks; other markings; additional marks; marks as read;
        marks read; marking; inscriptions;
        marks on weapon; all marks; identifying marks; identification marks;
        marquages; autres marquages; marques; inscriptions; marques lues; poincons; autres marques;
        marquage; marquage lu;
        marcas; otras marcas; marcajes; inscripciones; punzones; marcaje; marcas leidas;
        otras inscripciones;
        маркировка; клейма; обозначения; надписи; прочие обозначения; маркировочные обозначения;
        маркировка как прочитана; знаки;
        标识; 标记; 印记; 铭文; 其他标识; 标识内容; 戳记; 刻字; 所见标识;
        العلامات; علامات أخرى; الوسم; الكتابات; النقوش; العلامات المقروءة; الوسوم; علامات الوسم;
    """,
    "import_mark": """
        import mark; import marking; importer mark; import marks;
        marque d importation; marquage d importation; marca de importacion; marcaje de importacion;
        импортная маркировка; клеймо импорта; 进口标识; 进口标记; علامة الاستيراد; وسم الاستيراد;
    """,
    "barrel_no": """
        barrel no; barrel number; barrel serial; bolt no; bolt number; slide no; slide number; part no;
        no canon; numero du canon; no de canon; no culasse; no du canon;
        no de canon; numero de canon; no canon; no cerrojo; no de corredera;
        номер затвора; № затвора; № ствола; номер на стволе;
        枪管号; 枪机号; 套筒号; رقم السبطانة; رقم الماسورة; رقم الترباس;
    """,
    "country": """
        country; country of manufacture; country of origin; made in; origin; country of make;
        manufacturing country;
        pays; pays de fabrication; pays d origine; origine; fabrique en;
        pais; pais de fabricacion; pais de origen; origen; fabricado en;
        страна; страна изготовления; страна происхождения; страна производитель; происхождение;
        страна производства;
        国家; 制造国; 生产国; 原产国; 产地; 产国;
        البلد; بلد الصنع; بلد المنشأ; دولة الصنع; المنشأ; دولة المنشأ;
    """,
    "year": """
        year; year of manufacture; year made; yom; manufacture year; mfg year; made year;
        date of manufacture; production year; year of make;
        annee; annee de fabrication; millesime; date de fabrication;
        ano; ano de fabricacion; fecha de fabricacion; anio; anio de fabricacion;
        год; год выпуска; год изготовления; г в; г вып; дата изготовления; год производства;
        年份; 制造年份; 生产年份; 出厂年份; 年代; 制造年代; 生产日期; 出厂日期;
        السنة; سنة الصنع; سنة التصنيع; تاريخ الصنع; عام الصنع;
    """,
    "condition": """
        condition; state; status; serviceability; serviceable; cond; condition code; working;
        state of weapon; technical condition;
        etat; condition; etat de l arme; fonctionnement; etat technique; etat de fonctionnement;
        estado; condicion; estado del arma; estado de funcionamiento; funcionamiento; operatividad;
        состояние; техническое состояние; исправность; тех состояние; категория состояния; состояние оружия;
        状况; 状态; 完好程度; 技术状况; 枪况; 新旧程度; 质量等级; 性能;
        الحالة; حالة السلاح; الحالة الفنية; الصلاحية; حالة; الجاهزية;
    """,
}
