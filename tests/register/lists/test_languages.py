"""Whole lists as officers of six languages keep them."""

from datetime import date

from tests.register.lists.reading import Value, read_list

from tracemark.register.rules.events import PartialDate, Precision
from tracemark.register.rules.rows import ListKind


def test_a_french_list_of_losses_is_read() -> None:
    rows: list[list[Value]] = [
        ["Commissariat central"], ["Armes perdues ou volées 2024"], [],
        ["N° d'ordre", "N° PV", "Date de perte", "Nature", "Nature de l'arme",
         "Marque et modèle", "Cal.", "N° matricule", "Observations"],
        [1, "PV-12", "03/04/2024", "perdue", "pistolet automatique", "Beretta 92FS", "9 mm",
         "AB12345", ""],
        [2, "PV-13", "25/04/2024", "vol à domicile", "fusil de chasse", "Remington 870", "12",
         "illisible", ""],
        [3, "PV-14", "30 février 2024", "volée", "revolver", "Taurus 85", ".38", "ZZ1234", ""],
        [4, "PV-15", "mai 2024", "égarée", "pistolet", "Glock 17", "9x19", "", "numéro limé"],
        ["Total", "", "", "", "", "", "", 4], ["Fait à Quarn, le 5 janvier 2025"],
    ]  # fmt: skip
    read = read_list(ListKind.LOSSES, rows)
    assert read.reasons() == {7: "impossible_date"}
    assert read.warnings() == [(6, "no_serial_with_reason"), (8, "no_serial_with_reason")]
    assert [row.extra["loss_kind"] for row in read.rows.values()] == ["lost", "stolen", "lost"]
    assert read.rows[8].occurred == PartialDate(date(2024, 5, 1), Precision.MONTH)


def test_a_spanish_list_of_seizures_is_read() -> None:
    rows: list[list[Value]] = [
        ["ARMAS INCAUTADAS 2025"],
        ["Nro.", "Fecha de incautación", "Lugar", "Institución", "Forma de obtención",
         "Clase de arma", "Marca", "Modelo",
         "Nro. de serie", "Resultado del rastreo", "Observaciones"],
        [1, "13/01/2025", "Lomvik", "PNP", "Incautada - delito", "Revólver", "Taurus", "85",
         "AB1234", "Rastreada en el extranjero", ""],
        [2, "14/01/2025", "Lomvik", "Aduanas", "Incautada (penal)", "Revolver", "Taurus", "M85",
         "AB-1234", "pendiente", ""],
        [3, "14/01/2025", "Quarn", "PNP", "Entrega voluntaria", "Escopeta", "hechiza", "",
         "sin número", "", ""],
        [4, "02/02/2025", "Quarn", "PNP", "Hallazgo", "Municiones 9mm", "", "", "", "", ""],
        [5, "10/11/2025", "Ruvna", "PNP", "Decomiso administrativo", "Fusil", "Mauser", "1871",
         "1234", "", "grabado 1889"],
    ]  # fmt: skip
    read = read_list(ListKind.SEIZURES, rows)
    assert read.reasons() == {6: "not_an_arm"}
    assert read.warnings() == [(4, "duplicate_event")]
    assert [row.extra["how"] for row in read.rows.values()] == [
        "seized_criminal", "seized_criminal", "surrendered", "seized_administrative",
    ]  # fmt: skip
    assert read.rows[7].extra["scope"] == "antique"


def test_a_russian_inventory_with_a_header_of_two_lines_is_read() -> None:
    rows: list[list[Value]] = [
        ["Книга учета оружия"],
        ["№ п/п", "Наименование", "Изготовитель", "Модель", "Номер", "", "Кол-во", "Состояние",
         "Примечание"],
        ["", "", "", "", "серия", "номер", "", "", ""],
        [1, "Автомат", "Ижмаш", "АКМ", "КА", "8175", 1, "исправен", ""],
        [2, "Пистолет", "Ижмех", "ПМ", "ВА", "1932", 1, "неисправен", ""],
        [3, "Пистолет", "Ижмех", "ПМ", "", "", 12, "", "без номеров"],
        ["", "Итого", "", "", "", "", 15, "", ""], ["Начальник склада", "", "", "капитан"],
    ]  # fmt: skip
    read = read_list(ListKind.INVENTORY, rows)
    assert [row.facts.marks[0].normalized for row in read.rows.values()] == ["KA8175", "BA1932", ""]
    assert [row.facts.make_code for row in read.rows.values()] == ["izhmash", "izhmekh", "izhmekh"]
    assert read.rows[5].extra["condition"] == "unserviceable"
    assert (7, "total_mismatch") in read.warnings()


def test_a_chinese_register_is_read() -> None:
    rows: list[list[Value]] = [
        ["枪支登记表"],
        ["序号", "登记日期", "登记机关", "枪支类型", "制造厂家", "型号", "口径", "枪号", "持有人类别", "备注"],
        ["１", "2018年6月17日", "城关派出所", "手枪", "北方工业", "54式", "7.62毫米", "１２３４５６７９", "个人", ""],
        ["2", "2018年6月", "城关派出所", "猎枪", "北方工业", "", "12号", "无", "个人", "未编号"],
        ["3", "2019-2-30", "城关派出所", "手枪", "北方工业", "54式", "7.62", "12345677", "保安公司", ""],
        ["4", "2019-2-3", "城关派出所", "手枪", "北方工业", "54式", "7.62", "1234 5679", "个人", ""],
        ["合计", "", "", "", "", "", "", "4"], ["制表人：张", "", "审核："],
    ]  # fmt: skip
    read = read_list(ListKind.REGISTER, rows)
    assert read.reasons() == {5: "impossible_date", 6: "duplicate_row"}
    assert read.rows[3].facts.marks[0].normalized == "12345679"
    assert read.rows[3].extra["holder_category"] == "private"
    assert read.lines == []


def test_an_arabic_list_of_seizures_is_read() -> None:
    rows: list[list[Value]] = [
        ["وزارة الداخلية"],
        ["م", "تاريخ الضبط", "مكان الضبط", "الجهة الضابطة", "طريقة الضبط", "نوع السلاح",
         "الصانع", "العيار", "الرقم التسلسلي",
         "نتيجة التعقب"],
        ["١", "٠٣/٠٤/٢٠٢٥", "المرفأ", "الشرطة", "ضبط جنائي", "مسدس", "بيريتا", "٩ ملم",
         "AB١٢٣٤٥", "تم التعقب في الخارج"],
        ["٢", "٢٧/٠٦/٢٠٢٥", "المرفأ", "الجمارك", "عثر عليه", "بندقية كلاشنكوف", "", "",
         "غير مقروء (صدأ)", "قيد الانتظار"],
        ["٣", "١٩ حزيران ٢٠٢٥", "المرفأ", "الجمارك", "تسليم طوعي", "ذخيرة 9 ملم", "", "", "", ""],
        ["المجموع", "", "", "", "", "", "", "", "", "٣"], ["التوقيع: العقيد"],
    ]  # fmt: skip
    read = read_list(ListKind.SEIZURES, rows)
    assert read.reasons() == {5: "not_an_arm"}
    assert (read.plan.period, read.rows[3].occurred) == (2025, PartialDate(date(2025, 4, 3)))
    assert read.rows[3].facts.marks[0].normalized == "AB12345"
    assert [row.extra["outcome"] for row in read.rows.values()] == ["traced_abroad", "pending"]
