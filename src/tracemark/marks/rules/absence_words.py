"""Officers' words for a mark that could not be read, one line of words a language (English, French, Russian,
Chinese, Arabic, Spanish, German), phrases parted by ``;``. Gathered by the project from what lists and forms
say. Accents, case and punctuation do not count when they are looked up.
"""

from tracemark.marks.rules.mark import Absent

# The whole value, once case, accents and punctuation are gone.
WHOLE_VALUES: dict[Absent, str] = {
    Absent.NONE: """
        none; nil; no; n a; na; not applicable; without; unmarked; unnumbered;
        néant; neant; aucun; aucune; sans; non; so; sans objet;
        нет; без; отсутствует; отсутствуют; не имеется; нет номера; б н; бн;
        无; 無; 没有; 沒有; 无号;
        لا; لا يوجد; لا توجد; بدون; بلا; لاشيء; لا شيء; معدوم; لايوجد;
        ninguno; ninguna; sin; nada; no tiene; carece; no aplica;
        ohne; kein; keine; keiner; nein; entfällt;
    """,
    Absent.NOT_LOOKED_FOR: """
        not seen; not done; nc not checked; pas vu; не проверен; не смотрели; 未看; no visto;
    """,
    Absent.ILLEGIBLE: """
        rust; rusty; rusted; worn; faint; burnt; burned; damaged; corroded; poor; dirty;
        usé; use; sale; ржавый; 锈; 锈了; صدئ; صدا;
    """,
    Absent.REMOVED: """
        filed; ground; drilled; erased; limé; meulé; спилен; сбит; borrado; limado;
    """,
    Absent.NOT_STATED: """
        unk; unkn; n k; nk; tbc; tba; tbd; s d; n d; nd; ns; n s; k a; ka; yes; ja;
        oui; да; si; sí; 是; نعم; ditto; do; idem; id; same; sn; xxx; xx; x;
        s n; blank; 空白; н д; nr; number;
    """,
}

# Beginnings of words, or parts of the text in scripts without spaces, anywhere in the value.
# The order is one of weight: in "number filed off, rusted" the filing is what matters.
PARTS: dict[Absent, str] = {
    Absent.REMOVED: """
        removed; remov; ground off; ground down; ground away; grinded; filed off; filed away; filed down;
        filed out; obliterat; defaced; erased; scratched off; scratched out; milled off; milled out;
        drilled out; drilled off; punched out; cut off; cut away; deleted;
        enlevé; supprimé; effacé; limé; meulé; oblitéré; gratté; arasé; poncé;
        удал; спил; сбит; сточен; сошлифован; стесан; уничтож; забит; вытравл; срезан;
        磨掉; 磨去; 锉掉; 锉去; 銼掉; 打磨; 抹去; 抹掉; 去除; 除去; 刮掉; 刮去; 铲除; 毁去; 凿去; 被磨;
        ممسوح; مطموس; مبرود; محذوف; مزال; ازيل; ازالة; ازالت; مكشوط; مشطوب; طمس; محو;
        eliminad; limad; borrad; suprimid; esmerilad; obliterad; removid; devastad; raspad; erradicad;
        entfernt; ausgeschliffen; abgeschliffen; weggefeilt; abgefeilt; herausgeschliffen; unkenntlich
        gemacht;
    """,
    Absent.ILLEGIBLE: """
        illegib; ilegib; unread; unleg; not legible; not readable; cannot read; can not read; can't read;
        cant read; could not be read; could not read; not clear; not visible; unclear; indistinct; indecipher;
        undecipher;
        rust; worn; corrod; corros; pitted; too faint; faded; burnt; burned; invisible;
        illisib; pas lisible; pas visible; non lisible; peu lisible; rouill; usée; usure; indéchiffr;
        нечита; не чита; неразборч; не разобрать; неразлич; ржав; корроз; изнош; стерт; затерт; не виден;
        не видно;
        无法辨认; 无法辨识; 无法识别; 難以辨認; 难以辨认; 辨认不清; 不清; 看不清; 模糊; 锈; 鏽; 磨损;
        不可读; 无法读;
        غير مقروء; غير مقروءة; غير واضح; لا يقرا; لا يمكن قراءته; لا يمكن قراءة; غير قابل للقراءة; صدا;
        صدئ; متاكل; تاكل; باهت;
        no legible; no se lee; no se puede leer; oxidad; óxido; gastad; desgastad; corroíd; indescifr;
        unleserlich; unlesbar; nicht lesbar; nicht leserlich; rost; verrostet; abgenutzt;
    """,
    Absent.NOT_LOOKED_FOR: """
        not looked; not checked; not examined; not inspected; not searched; not verified; unchecked;
        did not look; didn't look; not yet checked; not yet examined; not yet inspected;
        non vérifié; non recherché; non examiné; pas vérifié; pas recherché; pas examiné; non contrôlé;
        pas contrôlé; pas cherché;
        не провер; не осм; не искал; не смотрел; не исследов; не изучал;
        未检查; 未查; 没查; 未查验; 未检验; 未查看; 未核查; 没有检查; 未查找; 未寻找; 未勘验; 尚未检查;
        لم يفحص; لم تفحص; لم يتم الفحص; لم يتم فحص; لم يبحث; لم يتم البحث; لم يتحقق; لم يتم التحقق; لم
        يعاين;
        no revisad; no buscad; no examinad; no verificad; no comprobad; sin revisar; sin verificar; sin
        examinar; no inspeccionad; no se buscó;
        nicht geprüft; nicht gesucht; nicht untersucht; ungeprüft;
    """,
    Absent.NOT_STATED: """
        unknown; not known; not stated; not given; not recorded; not provided; not available; not
        reported;
        no data; no information; no record; missing data; pending; to be confirmed; as above; same as
        above; see above; see remark; see photo; see attach; see report;
        inconnu; non précisé; non communiqué; non indiqué; non renseigné; pas connu; non connu; ci dessus;
        voir ci; voir rem; voir obs;
        неизвест; не указан; нет данных; нет сведений; не известен; данных нет; то же; см прим; см выше;
        未知; 不详; 不詳; 不明; 未填; 未提供; 未说明; 无资料; 无数据; 待查; 未报; 同上; 见附;
        غير معروف; غير معلوم; غير محدد; غير مذكور; غير متوفر; مجهول; لا توجد بيانات; لم يذكر; لم يحدد; كما
        سبق; نفسه;
        desconocid; se desconoce; se ignora; no consta; no indicad; no especificad; sin datos; sin
        información; no informad; no disponible; ídem; véase; ver obs; ver nota;
        unbekannt; nicht bekannt; keine angabe; nicht angegeben; siehe;
    """,
    Absent.NONE: """
        no mark; no serial; no number; no visible; no s n; no sn; not marked; no ser; not numbered; not
        serial; unmarked; unnumbered; un marked; without mark; without serial; without number;
        never numbered; never marked; no factory mark; no legal mark; craft made no; nothing visible; none
        visible; none found; none seen;
        sans marque; sans marquage; sans numéro; sans n; pas de numéro; pas de marque; pas de marquage;
        aucun numéro; aucune marque; aucun marquage; non marqué; non numéroté; non marquée;
        без номер; без маркир; без клейм; номера нет; номер отсутств; маркировка отсутств; маркировки нет;
        нет маркир; нет клейм; нет номер; не маркир; не нумер; отсутств; немаркир;
        无编号; 无枪号; 无号码; 无标识; 无标记; 无序列号; 无印记; 没有编号; 没有标记; 没有标识; 没有枪号;
        未标识; 未标记; 未编号; 無編號; 無標記;
        بدون رقم; بلا رقم; بدون علام; بلا علام; بدون وسم; بلا وسم; لا يوجد رقم; لا توجد علام; لا رقم; غير
        موسوم; غير مرقم; بدون ارقام;
        sin número; sin numero; sin serie; sin marca; sin marcaje; sin numeración; sin nº; sin n; no
        marcad; no numerad; no posee; no presenta; no lleva;
        ohne nummer; ohne kennz; ohne serien; keine nummer; keine markier; keine kennz; nicht nummeriert;
    """,
}
