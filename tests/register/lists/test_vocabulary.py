"""Free wordings in six languages turned into codes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracemark.register.rules.lists.folding import ascii_digits, fold
from tracemark.register.rules.lists.vocabulary import read_code, read_sex, states_nothing

HOW = {
    "seized_criminal": (
        "seized – criminal; SEIZED (criminal case); saisie judiciaire; изъято по уголовному делу; 刑事扣押; "
        "ضبط جنائي; incautada (penal)"
    ),
    "seized_administrative": (
        "Seized (administrative); seized, admin. (licence expired); saisie administrative; "
        "административное изъятие; 行政扣押; مصادرة إدارية; decomiso administrativo"
    ),
    "found": "Found abandoned; trouvée abandonnée; обнаружено; 发现; عثر عليه; hallada",
    "surrendered": (
        "Handed in voluntarily; remise volontaire; сдано добровольно; 自愿上缴; تسليم طوعي; "
        "entregada voluntariamente"
    ),
}
OUTCOME = {
    "traced_home": (
        "traced - national register; registre national; отслежено по национальному учету; 国内登记查明; "
        "السجل الوطني; registro nacional"
    ),
    "traced_abroad": (
        "traced (abroad); tracée à l’étranger; отслежено за рубежом; 国外追查; تم التعقب في الخارج; "
        "rastreada en el extranjero"
    ),
    "established_otherwise": (
        "origin established otherwise; par d’autres moyens; установлено иным способом; 通过其他方式查明; "
        "بطريقة أخرى; por otros medios"
    ),
    "pending": "pending reply; en cours; ожидается ответ; 待回复; قيد الانتظار; pendiente",
    "too_little_information": (
        "insufficient information; informations insuffisantes; недостаточно сведений; 信息不足; "
        "معلومات غير كافية; información insuficiente"
    ),
    "not_tried": "Not tried; non tentée; не предпринималось; 未尝试; لم تجر محاولة; no intentado",
}
LOSS_KIND = {
    "lost": "Lost; perdue; утеряно; 遗失; مفقود; extraviada",
    "stolen": "theft from house; volée; похищено; 被盗; مسروق; robada",
}
HOLDER = {
    "private": "private; particulier; частное лицо; 个人; شخص; particular",
    "company": "security firm; société de gardiennage; ЧОП; 保安公司; شركة أمنية; empresa de seguridad",
    "state": "police stock; police; МВД; 公安局; شرطة; policía",
    "dealer": "gun dealer; armurier; магазин; 枪店; تاجر; armería",
}
CONDITION = {
    "serviceable": "good; bon état; исправен; 完好; صالح; bueno",
    "unserviceable": "u/s; hors service; неисправен; 报废; غير صالح; inservible",
}
CASES = [
    (table, text.strip(), code)
    for table, codes in (
        ("how", HOW),
        ("outcome", OUTCOME),
        ("loss_kind", LOSS_KIND),
        ("holder", HOLDER),
        ("condition", CONDITION),
    )
    for code, texts in codes.items()
    for text in texts.split(";")
]


@pytest.mark.parametrize(("table", "text", "code"), CASES)
def test_a_wording_is_read(table: str, text: str, code: str) -> None:
    assert read_code(table, text) == code


@pytest.mark.parametrize("table", ["how", "outcome", "loss_kind", "holder", "condition"])
def test_every_code_reads_as_itself(table: str) -> None:
    codes = {code for name, _, code in CASES if name == table}
    assert {read_code(table, code) for code in codes} == codes


@pytest.mark.parametrize(
    "text",
    [
        "not found in national register",
        "trace negative",
        "не найден в национальном учете",
        "国内登记未查到",
        "no encontrada en el registro nacional",
    ],
)
def test_a_trace_without_a_result_is_not_taken_for_one_at_home(text: str) -> None:
    assert read_code("outcome", text) == ""


@pytest.mark.parametrize("text", ["", "n/a", "-", "不详", "неизвестно", "غير محدد"])
def test_words_that_state_nothing_have_no_code(text: str) -> None:
    assert states_nothing(text)
    assert read_code("outcome", text) == ""


def test_a_lone_m_in_spanish_stays_as_typed() -> None:
    assert (read_sex("M"), read_sex("ж"), read_sex("女")) == ("male", "female", "female")
    assert (read_sex("M", is_spanish=True), read_sex("H", is_spanish=True)) == ("M", "male")


@given(st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_digits_of_every_script_become_ours() -> None:
    assert ascii_digits("٣٠ ۴۵ １２ 7") == "30 45 12 7"
