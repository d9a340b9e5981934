"""Columns of import permits and end-user certificates: English, French, Spanish, Russian, Chinese, Arabic."""

NAMES: dict[str, str] = {
    "permit_no": """
        permit no; permit number; permit; import permit; import permit no; import licence; import license;
        licence no; license no; authorization no;
        authorisation no; import authorization; import authorisation; authorization number;
        import licence no; import license no; licence number;
        no permis; no de permis; numero de permis; permis; permis d importation; no d autorisation;
        autorisation; licence d importation; no licence;
        autorisation d importation; no de licence; numero d autorisation;
        no de permiso; permiso; numero de permiso; permiso de importacion; licencia de importacion;
        no de licencia; autorizacion; no de autorizacion;
        № разрешения; номер разрешения; разрешение; разрешение на ввоз; лицензия; № лицензии;
        номер лицензии; разрешение на импорт; импортная лицензия;
        许可证号; 许可证编号; 进口许可证; 进口许可证号; 许可证; 批准文号; 进口许可; 准许证号;
        رقم التصريح; التصريح; رقم الترخيص; رقم الإذن; إذن الاستيراد; رخصة الاستيراد; رقم رخصة الاستيراد;
        رقم الرخصة; رقم إذن الاستيراد;
    """,
    "euc_no": """
        end user certificate no; end user certificate; euc; euc no; euc number; end user certificate number;
        end use certificate; end user cert;
        end use certificate no; end use certificate number;
        certificat d utilisateur final; no cuf; cuf; certificat de destination finale;
        no du certificat d utilisateur final; no certificat d utilisateur final;
        certificat d utilisation finale;
        certificado de usuario final; cuf; no cuf; certificado de destino final;
        no de certificado de usuario final; certificado de uso final;
        сертификат конечного пользователя; скп; № скп; номер сертификата конечного пользователя;
        № сертификата; сертификат; скп №;
        最终用户证书; 最终用户证书号; 最终用户证明; 最终用户证明号; 最终用户证书编号; 最终用户证明编号;
        شهادة المستعمل النهائي; رقم شهادة المستعمل النهائي; شهادة المستخدم النهائي;
        رقم شهادة المستخدم النهائي;
    """,
    "exporter": """
        exporter; exporting country; exporting state; supplier; seller; country of export; from; consignor;
        supplied by; exporting party;
        exportateur; pays exportateur; fournisseur; vendeur; pays d exportation; etat exportateur;
        expediteur; provenance;
        exportador; pais exportador; proveedor; vendedor; pais de exportacion; estado exportador;
        procedencia;
        экспортер; страна экспортер; поставщик; продавец; страна экспорта; отправитель; страна вывоза;
        出口商; 出口国; 供应商; 卖方; 出口方; 供货方; 发货人;
        المصدر; المصدّر; الدولة المصدرة; بلد التصدير; المورد; البائع; جهة التصدير; البلد المصدر;
    """,
    "importer": """
        importer; consignee; buyer; end user; importing party; recipient; purchaser; importing company; to;
        end user name; imported by;
        importateur; destinataire; acheteur; utilisateur final; acquereur;
        importador; destinatario; comprador; usuario final; consignatario; adquirente;
        импортер; получатель; покупатель; грузополучатель; конечный пользователь; заказчик;
        进口商; 收货人; 买方; 最终用户; 进口方; 进口单位; 收货方;
        المستورد; المرسل إليه; المشتري; المستلم; المستعمل النهائي; المستخدم النهائي; الجهة المستوردة;
    """,
    "permitted_quantity": """
        permitted qty; permitted quantity; permitted; authorized quantity; authorised quantity;
        authorized qty; authorised qty; qty permitted; quantity permitted; licensed qty;
        licensed quantity; approved quantity; qty authorized; quantity authorized; quantity; qty;
        approved qty; quantity authorised; qty authorised; number permitted;
        quantite autorisee; qte autorisee; quantite permise; quantite; qte; nombre autorise; qte permise;
        cantidad autorizada; cant autorizada; cantidad permitida; cantidad; cant; numero autorizado;
        разрешенное количество; разрешено; количество по разрешению; количество; кол во; разрешено шт;
        разрешенное кол во; кол во по разрешению;
        许可数量; 批准数量; 准许数量; 数量; 核准数量; 许可件数;
        الكمية المسموح بها; الكمية المرخصة; الكمية المصرح بها; الكمية; العدد المرخص; العدد المصرح به;
        الكمية المأذون بها;
    """,
    "delivered_quantity": """
        delivered qty; delivered quantity; delivered; received quantity; received qty; qty delivered;
        quantity delivered; qty received; quantity received; actual quantity;
        imported quantity; imported qty; received; arrived qty; actual qty; number delivered;
        quantite livree; qte livree; livre; quantite recue; qte recue; recu; nombre livre;
        quantite importee;
        cantidad entregada; cant entregada; entregado; cantidad recibida; cant recibida; recibido;
        cantidad importada;
        поставлено; получено; поставленное количество; фактически поставлено; количество поставлено;
        ввезено; кол во поставлено; полученное количество; фактическое количество;
        поставлено шт;
        交付数量; 到货数量; 实际数量; 收货数量; 已交付数量; 实到数量; 已交付; 实收数量; 实际到货;
        الكمية المسلمة; الكمية المستلمة; الكمية الموردة; المسلم; العدد المسلم; الكمية الفعلية;
        الكمية الواصلة;
    """,
    "delivered_on": """
        delivered on; delivery date; date delivered; date of delivery; received on; date received;
        arrival date; date of arrival; date of import;
        livre le; date de livraison; date de reception; recu le; date d arrivee; date d importation;
        entregado el; fecha de entrega; fecha de recepcion; recibido el; fecha de llegada;
        fecha de importacion;
        дата поставки; дата получения; дата доставки; поставлено когда; дата ввоза;
        交付日期; 到货日期; 收货日期; 交货日期; 到货时间;
        تاريخ التسليم; تاريخ الاستلام; تاريخ الوصول; تاريخ التوريد; تاريخ الورود;
    """,
}
