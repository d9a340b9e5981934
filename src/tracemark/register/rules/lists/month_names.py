"""Names of the months as they stand in dates, in the six languages and their regions."""

from tracemark.register.rules.lists.folding import fold

# One line a month: names and abbreviations, parted by spaces. Russian in the nominative and the genitive;
# Arabic as written in Egypt, the Levant, Iraq and the Maghreb; names of two words are joined by a hyphen.
_NAMES = """
january jan janvier janv enero ene января январь янв يناير جانفي كانون-الثاني
february feb fevrier fevr fev febrero февраля февраль фев февр فبراير فيفري شباط
march mar mars marzo марта март мар مارس اذار
april apr avril avr abril abr апреля апрель апр ابريل افريل نيسان
may mai mayo мая май مايو ماي ايار
june jun juin junio июня июнь июн يونيو يونيه جوان حزيران
july jul juillet juil julio июля июль июл يوليو يوليه جويلية تموز
august aug aout agosto ago августа август авг اغسطس اوت اب غشت
september sep sept septembre septiembre setiembre set сентября сентябрь сен сент سبتمبر شتنبر ايلول
october oct octobre octubre октября октябрь окт اكتوبر تشرين-الاول
november nov novembre noviembre ноября ноябрь ноя نوفمبر نونبر تشرين-الثاني
december dec decembre diciembre dic декабря декабрь дек ديسمبر دجنبر كانون-الاول
"""

MONTHS: dict[str, int] = {
    fold(name): month
    for month, names in enumerate(_NAMES.strip().splitlines(), start=1)
    for name in names.split()
}
"""Folded name to number; names of two words keep one space."""
