"""Columns that say which record it is, when and where it was made."""

NAMES: dict[str, str] = {
    "record_ref": """
        no; number; s no; sr no; sl no; item; item no; line; line no; row; ref; reference; ref no;
        reference no;
        record no; registration no; registration number; reg no; register no; entry no; id; uid; file no;
        n; no d ordre; numero d ordre; no ordre; ordre; reference; no enregistrement;
        numero d enregistrement;
        no d enregistrement; no dossier; numero de dossier; no ligne; ligne;
        no; nro; num; numero; item; orden; no de orden; numero de orden; referencia; no de registro;
        numero de registro;
        registro no; folio registro; expediente; no de expediente; renglon;
        п п; № п п; no п п; пп; номер п п; порядковый номер; № записи; номер записи; рег номер;
        регистрационный номер;
        учетный номер; № дела; номер дела; номер по порядку; №;
        序号; 编号; 序; 登记号; 登记编号; 注册号; 档案号; 案号; 记录号; 行号;
        الرقم; م; ت; الرقم التسلسلي للقيد; رقم القيد; رقم التسجيل; الرقم المرجعي; المرجع; مسلسل;
        الرقم المسلسل; رقم الملف;
    """,
    "case_ref": """
        case no; case number; case ref; case; case id; exhibit no; exhibit number; evidence no; seizure no;
        seizure number;
        incident no; incident number; report no; report number; rpt no; crime no; fir no; docket; docket no;
        no d affaire; numero d affaire; no affaire; no pv; no proces verbal; proces verbal; no de saisie;
        no scelle; scelle;
        no declaration; numero de declaration; no de declaration; no rapport; no de pv;
        no de caso; caso; numero de caso; no de acta; acta; no de incautacion; no de informe;
        no de denuncia; denuncia; causa;
        no causa; sumario; no de evidencia;
        № уголовного дела; номер уголовного дела; № дела; номер дела; № протокола; номер протокола;
        протокол; квп; № кусп; кусп;
        № заявления; номер материала;
        案件编号; 案件号; 案号; 案卷号; 物证编号; 扣押编号; 报案编号; 报告编号; 报告号;
        رقم القضية; رقم المحضر; المحضر; رقم البلاغ; البلاغ; رقم الضبط; رقم الحالة; رقم التقرير; رقم الحادث;
    """,
    "receipt_no": """
        receipt no; receipt number; receipt; voucher; voucher no; ticket no; collection no;
        no recu; no de recu; numero de recu; recu; no recepisse; recepisse; no bon;
        no de recibo; recibo; numero de recibo; comprobante; no de comprobante; no de acta de entrega;
        № квитанции; номер квитанции; квитанция; № расписки; расписка;
        收据号; 收据编号; 收条号; 回执号; 凭证号;
        رقم الايصال; رقم الإيصال; الايصال; رقم السند; رقم الوصل;
    """,
    "occurred_on": """
        date; day; dated; event date; date of event;
        date; jour; date de l evenement; en date du;
        fecha; dia; fecha del hecho;
        дата; число; дата события;
        日期; 时间; 年月日; 发生日期;
        التاريخ; تاريخ; اليوم; تاريخ الواقعة;
    """,
    "reported_on": """
        reported on; date reported; report date; date of report; reported; date of reporting; notified on;
        date de declaration; declare le; date du rapport; date de signalement; date du pv; signale le;
        fecha de denuncia; fecha del informe; fecha de reporte; denunciado el; fecha de notificacion;
        reportado el;
        дата заявления; дата сообщения; дата донесения; заявлено; дата обращения; дата рапорта;
        报告日期; 上报日期; 报案日期; 报失日期; 申报日期;
        تاريخ البلاغ; تاريخ الابلاغ; تاريخ التبليغ; تاريخ التقرير; تاريخ الإبلاغ;
    """,
    "place": """
        place; location; place of seizure; where; site; town; district; county; region; province; village;
        place of event;
        collection site; collection point; area; locality; governorate; scene; place found;
        lieu; lieu de saisie; localite; ville; commune; site; region; endroit; lieu de decouverte;
        point de collecte; lieu du fait;
        departement; prefecture;
        lugar; lugar de incautacion; localidad; ciudad; municipio; sitio; departamento; provincia;
        lugar del hecho; punto de entrega;
        lugar de hallazgo; distrito;
        место; место изъятия; место обнаружения; населенный пункт; район; область; пункт приема;
        пункт сдачи; город; адрес места;
        地点; 缴获地点; 查获地点; 发现地点; 场所; 收缴点; 收集点; 地区; 城市; 县; 省;
        المكان; مكان الضبط; الموقع; مكان العثور; المنطقة; المحافظة; المدينة; نقطة الجمع; مركز الجمع;
        مكان الواقعة; الولاية;
    """,
    "station": """
        station; police station; office; precinct; registering office; registered at; unit; holding unit;
        detachment; store;
        location of weapon; armoury; armory; depot; division;
        poste; commissariat; poste de police; brigade; gendarmerie; unite; unite detentrice; service;
        armurerie; depot; bureau;
        comisaria; estacion; estacion de policia; unidad; puesto; deposito; oficina; dependencia;
        unidad tenedora; armeria;
        отдел; отделение; овд; ровд; орган; подразделение; часть; воинская часть; склад; место хранения;
        орган внутренних дел;
        派出所; 公安局; 单位; 所在单位; 持有单位; 仓库; 部门; 部队; 库房; 登记机关;
        المركز; مركز الشرطة; القسم; قسم الشرطة; الوحدة; المخفر; المستودع; المخزن; الجهة الحائزة; الفرع;
    """,
    "agency": """
        agency; seizing agency; authority; service; force; organization; organisation; seized by;
        reported by; department; reporting agency;
        recovered by; source;
        service saisissant; autorite; service; organisme; administration; saisi par; force;
        service verbalisateur; corps;
        organismo; autoridad; institucion; entidad; fuerza; incautado por; agencia; dependencia que incauta;
        ведомство; орган изъявший; кем изъято; служба; изъявший орган; инициатор; учреждение;
        机构; 缴获机构; 缴获单位; 执法机构; 部门; 办案单位; 查获单位; 机关;
        الجهة; الجهة الضابطة; جهة الضبط; السلطة; الجهاز; المؤسسة; ضبط من قبل; الجهة القائمة بالضبط;
    """,
    "ledger": """
        ledger; old ledger; ledger no; folio; ledger ref; ledger folio; book no; register folio;
        old register; ledger page; old reference;
        registre; folio; no de registre; ancien registre; page; livre; libro; folio; libro y folio;
        registro anterior;
        книга учета; лист; журнал; № по книге; старая книга; № журнала; 账册; 旧账册; 账页; 台账; 账号; السجل; الدفتر;
        السجل القديم; رقم الدفتر; الصفحة;
    """,
    "batch_ref": """
        batch; batch no; lot; lot no; destruction batch; batch number; lot number; destruction no;
        certificate no; destruction certificate;
        lot; no de lot; numero de lot; lot no; pv de destruction; serie de destruction; certificat;
        lote; no de lote; numero de lote; acta de destruccion; certificado; tanda;
        партия; № партии; номер партии; акт; № акта; номер акта; акт уничтожения; акт об уничтожении;
        批次; 批号; 批; 销毁批次; 批次号; 销毁编号;
        الدفعة; رقم الدفعة; دفعة; محضر الإتلاف; محضر الاتلاف; رقم محضر الإتلاف;
    """,
    "quantity": """
        qty; quantity; qnty; quant; no of weapons; number of weapons; count; total; pieces; pcs;
        no of items; amount; units; number held; holding;
        held; stock; strength; number of items; no of pieces; nos; on hand; balance;
        quantite; qte; nombre; nbre; nb; effectif; nombre d armes; total; quantites; unites; pieces;
        cantidad; cant; cantidades; total; unidades; piezas; existencias; numero de armas; no de armas;
        количество; кол во; кол; колво; штук; шт; итого; число единиц; наличие; количество шт; единиц;
        состоит;
        数量; 件数; 枪数; 支数; 总数; 数目; 枚数; 个数; 现有数;
        الكمية; العدد; عدد الأسلحة; عدد; القطع; المجموع; عدد القطع; عدد الاسلحة;
    """,
    "remarks": """
        remarks; remark; notes; note; comments; comment; observations; obs; additional information; details;
        particulars; other;
        remarques; observations; commentaires; obs; note; notes; remarque; informations complementaires;
        autres;
        observaciones; notas; comentarios; obs; nota; observacion; detalles; otros; otros datos;
        примечание; примечания; замечания; комментарий; комментарии; прим; дополнительно;
        дополнительные сведения; особые отметки;
        备注; 说明; 附注; 备考; 注; 其他; 附言; 情况说明;
        ملاحظات; ملاحظة; تعليق; تعليقات; الملاحظات; بيانات أخرى; تفاصيل;
    """,
    "kept_aside_reason": """
        why the row was kept aside; reason kept aside;
        pourquoi la ligne a ete mise de cote;
        por que la fila quedo aparte;
        почему строка отложена;
        该行被搁置的原因;
        سبب تنحية الصف;
    """,
    "kept_aside_row": """
        row in the list; original row;
        ligne dans la liste;
        fila en la lista;
        строка в списке;
        在清单中的行号;
        رقم الصف في القائمة;
    """,
    "kept_aside_code": """
        mark of tracemark; marque de tracemark; marca de tracemark; отметка tracemark; tracemark 标记;
        علامه tracemark;
    """,
}
