"""Names that mean another field in one kind of list only: "issued" is the date of a permit, "marks" a serial."""

from tracemark.register.rules.rows import ListKind

KIND_NAMES: dict[ListKind, dict[str, str]] = {
    ListKind.INVENTORY: {
        "occurred_on": """
            on charge since; on charge; date on charge; taken on charge; date received; received on;
            acquired on; date of acquisition; date of issue; entry date;
            in service since; date acquired; since; date in; issue date;
            pris en compte le; date de prise en compte; en service depuis; date d acquisition;
            date d entree; date de reception; recu le; en compte depuis;
            fecha de alta; alta; en servicio desde; fecha de adquisicion; fecha de recepcion;
            fecha de ingreso; recibido el;
            дата постановки на учет; принято на учет; дата поступления; на учете с; в эксплуатации с;
            дата получения; дата принятия на учет;
            入库日期; 登记日期; 列装日期; 接收日期; 配发日期; 入账日期; 建账日期;
            تاريخ الاستلام; تاريخ القيد; في الخدمة منذ; تاريخ الدخول; تاريخ الإدخال; تاريخ التسجيل;
            تاريخ العهدة;
        """,
    },
    ListKind.REGISTER: {
        "occurred_on": """
            registration date; date of registration; registered on; registered; date registered;
            licence date; date of licence; issued on; date of issue; issue date; license date;
            date d enregistrement; enregistre le; date du permis; delivre le; date de delivrance;
            date d immatriculation;
            fecha de registro; registrado el; fecha de licencia; fecha de emision; fecha de inscripcion;
            fecha de expedicion;
            дата регистрации; зарегистрировано; дата выдачи; дата учета; дата постановки на учет;
            дата лицензии; выдано;
            登记日期; 注册日期; 发证日期; 签发日期; 登记时间;
            تاريخ التسجيل; تاريخ القيد; تاريخ الترخيص; تاريخ الإصدار; تاريخ الرخصة; تاريخ الاصدار;
        """,
    },
    ListKind.SEIZURES: {
        "occurred_on": """
            date of seizure; seizure date; date seized; seized on; date of recovery; recovered on;
            date recovered; date found; date of find; incident date;
            date de saisie; saisie le; date de la saisie; date de decouverte; date de recuperation;
            date des faits;
            fecha de incautacion; incautado el; fecha de la incautacion; fecha de hallazgo;
            fecha de decomiso; fecha de recuperacion; fecha del decomiso;
            дата изъятия; изъято; дата обнаружения; дата задержания; дата сдачи; когда изъято;
            缴获日期; 查获日期; 扣押日期; 收缴日期; 发现日期; 案发日期; 缴获时间; 查扣日期;
            تاريخ الضبط; تاريخ المصادرة; تاريخ العثور; تاريخ الحجز; تاريخ ضبط السلاح; تاريخ التسليم;
        """,
        "serial": """
            marks as read; marks; marks read; markings; markings as read; serial marks; marks on weapon;
            number as read;
            marquages; marquages lus; marques lues; marquage tel que lu; marques; inscriptions lues;
            numero lu; marquages releves;
            marcas leidas; marcas; marcaje leido; inscripciones; numeracion leida; marcas observadas;
            маркировка; маркировка как прочитана; обозначения; клейма; прочитанная маркировка;
            номер как прочитан; маркировочные обозначения;
            标识; 所见标识; 标记; 枪支标识; 读取标识; 标识内容;
            العلامات المقروءة; العلامات; الوسم; العلامات كما قرئت; الوسوم;
        """,
    },
    ListKind.LOSSES: {
        "occurred_on": """
            date of loss; loss date; date lost; lost on; date of theft; date stolen; stolen on;
            date of incident; incident date; date of loss or theft; date missing; missing since;
            date de perte; date du vol; date de la perte; perdue le; volee le; date des faits;
            date de perte ou de vol; date de disparition;
            fecha de perdida; fecha del robo; fecha de extravio; perdido el; robado el; fecha del hecho;
            fecha de la perdida; fecha de sustraccion; fecha de perdida o robo;
            дата утраты; дата хищения; дата кражи; дата потери; утрачено; дата происшествия; когда утрачено;
            дата пропажи;
            丢失日期; 被盗日期; 遗失日期; 失窃日期; 丢失时间; 失踪日期;
            تاريخ الفقد; تاريخ السرقة; تاريخ الفقدان; تاريخ الضياع; تاريخ الحادث; تاريخ الفقد أو السرقة;
        """,
    },
    ListKind.DESTRUCTION: {
        "occurred_on": """
            date of destruction; destruction date; destroyed on; date destroyed;
            date de destruction; detruit le; date de la destruction; detruite le;
            fecha de destruccion; destruido el; destruida el; fecha de la destruccion;
            дата уничтожения; уничтожено; дата утилизации; когда уничтожено;
            销毁日期; 销毁时间; تاريخ الإتلاف; تاريخ التدمير; تاريخ الاتلاف;
        """,
    },
    ListKind.IMPORTS: {
        "occurred_on": """
            issued; issued on; date issued; issue date; date of issue; permit date; date of permit;
            licence date; valid from; granted on; granted;
            delivre le; date de delivrance; date du permis; emis le; date d emission; accorde le;
            emitido; emitido el; fecha de emision; fecha del permiso; expedido el; fecha de expedicion;
            otorgado el;
            выдано; дата выдачи; дата разрешения; дата лицензии; оформлено; выдан;
            签发日期; 发证日期; 颁发日期; 批准日期; 签发; 核发日期;
            تاريخ الإصدار; صدر في; تاريخ التصريح; تاريخ الترخيص; تاريخ الاصدار; تاريخ المنح;
        """,
    },
    ListKind.RECEIPTS: {
        "occurred_on": """
            date of surrender; surrender date; date surrendered; date received; received on;
            date of receipt; receipt date; date collected; collected on; handed in on;
            date de remise; remise le; date de reception; date de depot; deposee le; date du recu;
            fecha de entrega; entregado el; fecha de recepcion; fecha del recibo; fecha de recoleccion;
            дата сдачи; дата приема; сдано; дата приемки; принято; дата получения;
            上缴日期; 收缴日期; 接收日期; 交回日期; 收集日期;
            تاريخ التسليم; تاريخ الاستلام; تاريخ الجمع; تاريخ الايداع;
        """,
        "quantity": "number; no of arms; numero; nombre; numero de armas; число; номер кол; 数; 数量; العدد; عدد;",
    },
}
