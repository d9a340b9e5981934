"""Columns that say what happened and who was there; those about persons never enter a payload."""

NAMES: dict[str, str] = {
    "how": """
        how obtained; how; obtained; manner; circumstances; mode; mode of acquisition; type of recovery;
        recovery type; seizure type;
        kind of seizure; type of seizure; method of recovery; how recovered; how acquired;
        category of recovery; reason for seizure; basis;
        mode d obtention; circonstances; comment obtenue; mode de recuperation; nature de la saisie;
        type de saisie; mode d acquisition;
        motif de saisie; origine de la remise; mode;
        modo de obtencion; circunstancias; como se obtuvo; forma de obtencion; tipo de incautacion; forma;
        modo; motivo de la incautacion;
        способ получения; обстоятельства; как получено; способ изъятия; основание изъятия; вид изъятия;
        обстоятельства изъятия; основание;
        获得方式; 取得方式; 缴获方式; 来源方式; 方式; 收缴方式; 情况; 缴获类型; 查获方式;
        طريقة الحصول; كيفية الحصول; ظروف الضبط; طريقة الضبط; نوع الضبط; كيفية الضبط; الظروف; سبب الضبط;
    """,
    "action": """
        action taken; action; disposal; disposition; disposal of weapon; present location; current location;
        status of weapon; current status;
        suite donnee; mesure prise; action; destination; devenir; sort de l arme; situation actuelle;
        mesures prises;
        accion; accion tomada; medida adoptada; destino; disposicion; situacion actual; medidas adoptadas;
        destino del arma;
        принятые меры; меры; решение; местонахождение; дальнейшая судьба; куда направлено; принятое решение;
        результат рассмотрения;
        处理; 处置; 采取的措施; 处理情况; 处理结果; 去向; 现状; 处置情况; 处置方式;
        الإجراء; الاجراء المتخذ; التصرف; الإجراء المتخذ; مآل السلاح; الوضع الحالي; التدبير المتخذ;
        الاجراءات;
    """,
    "outcome": """
        trace outcome; outcome; trace result; tracing result; tracing outcome; result; traced;
        result of trace; tracing status; trace status;
        result of tracing; origin established; tracing; trace;
        resultat du tracage; resultat; resultat de la recherche; tracage; origine etablie; issue;
        resultat du tracage de l arme; etat du tracage;
        resultado del rastreo; resultado; resultado de la localizacion; rastreo; localizacion;
        resultado de rastreo; origen establecido; estado del rastreo;
        результат отслеживания; результат; отслеживание; результат проверки; результат установления;
        происхождение установлено; итог отслеживания;
        追查结果; 追踪结果; 结果; 追查情况; 溯源结果; 追查; 来源确定; 追溯结果;
        نتيجة التعقب; النتيجة; نتيجة التتبع; التعقب; نتيجة البحث; حالة التعقب; نتائج التعقب;
    """,
    "loss_kind": """
        kind; lost or stolen; lost stolen; loss or theft; nature; type of loss; kind of loss; loss type;
        incident type; circumstances; incident;
        type of incident; category of loss; loss theft; event; how lost; nature of loss;
        nature; perte ou vol; type de perte; perdue ou volee; circonstances; nature du fait;
        nature de l evenement; perte vol; motif;
        naturaleza; perdida o robo; extravio o robo; tipo de perdida; circunstancias; tipo de hecho; hecho;
        perdida robo; clase de hecho;
        вид; утрата или хищение; утеряно похищено; характер; обстоятельства; вид утраты; вид происшествия;
        способ утраты; утрата хищение; характер утраты;
        性质; 丢失或被盗; 遗失类型; 丢失被盗; 类别; 情形; 损失类型; 事件类型; 失踪原因;
        طبيعة الفقد; نوع الفقد; فقد أو سرقة; الظروف; الحالة; نوع الحادث; طبيعة الحادث; فقدان أو سرقة;
        نوع الواقعة;
    """,
    "method": """
        method; destruction method; method of destruction; how destroyed; means; technique; method used;
        methode; methode de destruction; procede; mode de destruction; moyen; technique;
        metodo; metodo de destruccion; procedimiento; forma de destruccion; medio;
        способ; метод; способ уничтожения; метод уничтожения; способ утилизации;
        方法; 销毁方法; 销毁方式; 方式; 手段;
        الطريقة; طريقة الإتلاف; طريقة التدمير; الأسلوب; أسلوب التدمير; طريقة الاتلاف;
    """,
    "holder": """
        holder; holder category; holder type; category of holder; licence type; license type; purpose; use;
        ownership; owner type; type of owner;
        type of licence; owner category; holding type; type of holder;
        detenteur; categorie de detenteur; type de detenteur; usage; type de permis; categorie du detenteur;
        type de proprietaire;
        tenedor; tipo de tenedor; categoria de titular; tipo de licencia; uso; tipo de propietario;
        tipo de titular; poseedor;
        категория владельца; держатель; тип владельца; вид разрешения; назначение; вид владельца;
        принадлежность; форма собственности;
        持有人类别; 持有类型; 用途; 持有人类型; 所有权; 持枪类型; 许可类型;
        الحائز; فئة الحائز; نوع الحائز; نوع الرخصة; الغرض; صفة الحائز; نوع الترخيص;
    """,
    "licence_no": """
        licence no; license no; licence number; license number; licence; license; permit to hold no;
        firearm licence;
        no permis; numero de permis; no autorisation; permis de port d arme; numero d autorisation;
        no de permis;
        no de licencia; licencia; numero de licencia; no de permiso; permiso de porte;
        № разрешения; номер разрешения; разрешение; № лицензии; лицензия; номер лицензии;
        许可证号; 持枪证号; 执照号; 许可证; 持枪证; رقم الرخصة; رقم الترخيص; الرخصة; رخصة السلاح;
    """,
    "sex": """
        sex; gender; holder sex; holder s sex; sex of holder; possessor sex; sex of possessor; suspect sex;
        m f; depositor sex; sex m f;
        sexe; sexe du detenteur; genre; sexe du possesseur; sexe du deposant;
        sexo; genero; sexo del tenedor; sexo del portador; sexo del poseedor;
        пол; пол владельца; пол держателя; пол задержанного; пол лица;
        性别; 持有人性别; 持枪人性别; 当事人性别;
        الجنس; جنس الحائز; النوع الاجتماعي; جنس المالك; جنس الحامل;
    """,
    "age_group": """
        age; age group; holder age group; holder age; age of holder; age range; age band; suspect age;
        age category; depositor age;
        age; tranche d age; groupe d age; age du detenteur; classe d age; age du possesseur;
        edad; grupo de edad; rango de edad; grupo etario; edad del tenedor; edad del poseedor;
        возраст; возрастная группа; возраст владельца; возраст лица; возраст держателя;
        年龄; 年龄段; 年龄组; 持有人年龄; 持枪人年龄;
        العمر; الفئة العمرية; عمر الحائز; السن; فئة العمر;
    """,
    "names": """
        name; names; full name; owner; owner name; name of owner; holder name; name of holder; licensee;
        licence holder; license holder; suspect;
        suspect name; accused; surname; first name; last name; person; depositor; surrendered by;
        handed in by; issued to; custodian; bearer;
        nom; noms; nom et prenom; nom et prenoms; nom du detenteur; proprietaire; nom du proprietaire;
        prenom; titulaire; mis en cause; remis par;
        nom du deposant; attribue a; detenteur nom;
        nombre; nombres; nombre y apellido; nombre y apellidos; apellidos; propietario; nombre del titular;
        titular; nombre del propietario; imputado;
        entregado por; asignado a; sospechoso; apellido;
        фио; ф и о; фамилия; имя; фамилия имя отчество; владелец; фио владельца; собственник; задержанный;
        подозреваемый; сдал; кем сдано; закреплен за;
        за кем закреплено; владелец фио;
        姓名; 持有人姓名; 持有人; 所有人; 枪主; 嫌疑人; 当事人; 上缴人; 持枪人; 领用人; 所有者;
        الاسم; اسم المالك; اسم الحائز; المالك; اسم المتهم; المتهم; اسم حامل الرخصة; الاسم الكامل; المسلم;
        سلمه; صاحب السلاح; مسلم إلى;
    """,
    "person_details": """
        address; home address; phone; telephone; mobile; tel; id number; national id; id no; passport;
        passport no; date of birth; dob; nationality;
        occupation; id card; identity no; identity card; profession; father s name; email; birth date;
        identity number; personal number; rank and name;
        adresse; telephone; date de naissance; no cni; cni; piece d identite; no de piece; nationalite;
        profession; no passeport; domicile;
        direccion; telefono; fecha de nacimiento; dni; cedula; nacionalidad; domicilio;
        documento de identidad; no de documento; pasaporte; ocupacion;
        адрес; адрес проживания; телефон; дата рождения; паспорт; паспортные данные; гражданство;
        домашний адрес; место жительства; год рождения; место работы;
        地址; 住址; 电话; 身份证号; 身份证; 出生日期; 国籍; 护照号; 联系电话; 职业; 家庭住址; 身份证号码;
        العنوان; الهاتف; رقم الهوية; تاريخ الميلاد; الجنسية; جواز السفر; رقم الجواز; عنوان السكن;
        رقم الهاتف; المهنة; رقم البطاقة; الرقم الوطني; اسم الأب;
    """,
    "witnesses": """
        witnesses; witness; witnessed by; observers; in presence of; present; supervised by; witness names;
        commission; committee;
        temoins; temoin; en presence de; observateurs; presents; commission;
        testigos; testigo; en presencia de; observadores; comision; presentes; veedores;
        свидетели; свидетель; в присутствии; члены комиссии; комиссия; присутствовали; наблюдатели;
        见证人; 证人; 监督人; 在场人员; 监销人; 监毁人; 见证人员;
        الشهود; شاهد; بحضور; المراقبون; اللجنة; أعضاء اللجنة; الحضور;
    """,
}
