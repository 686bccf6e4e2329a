#!/usr/bin/env python3
"""scripts.py N SEED -- N records in many scripts as ISO 2709 on standard output: words of each put together by chance,
with marks, without, with letters of another script in between."""
import random
import sys
import unicodedata

import marc

WORDS = {
    "old": "Soerat kabar Tjerita njai Dasima Djakarta Soekarno oentoek pemoeda sjair toean anak-anak boekoe2 perdjalanan XIV",
    "diacritics": "Đặng Nguyễn Thái Học İstanbul ışık Łódź Ærø Øresund Þór naïve façade Müller Straße Qur’an Qur'an Qurʼan ʿAlī Ḥasan"
                  " Muḥammad Ḥadīth fiqh Žižek ﬁnite ﬂora Ｆｕｌｌ ｗｉｄｔｈ Ⅷ",
    "arabic": "القرآن الكريم تفسير الجلالين كتاب الفقه على المذاهب الأربعة مُحَمَّد صلى الله ﷺ عــربي إحياء علوم الدين حديث ١٢٣",
    "pegon": "كتاب ساوڠ ڬوڠ ڽاي ڤڠاجاران چريتا سورة",
    "hebrew": "תורה ספר תולדות ישראל שָׁלוֹם ירושלים",
    "han": "中国 历史 中國歷史 文学 红楼梦 红楼 三国演义 山海经 𠀀𠀁 々 〇 一二三 图书馆 圖書館学",
    "japanese": "日本 日本語 文法 インドネシア語 の ジャワ 島 がくせい ガクセイ ｶﾞｸｾｲ 読書々 ヴァイオリン 入門 コーヒー",
    "korean": "한국 역사 한국어 인도네시아 문학의 이해 도서관",
    "thai": "ภาษาไทย ประวัติศาสตร์ กรุงเทพ หนังสือ น้ำ ปี๒๕๔๐",
    "lao": "ພາສາລາວ ປະຫວັດສາດ ປຶ້ມ ນ້ຳ",
    "burmese": "မြန်မာ စာအုပ် သမိုင်း ရန်ကုန်",
    "khmer": "ភាសាខ្មែរ ប្រវត្តិសាស្ត្រ សៀវភៅ ភ្នំពេញ",
    "javanese": "ꦧꦱꦗꦮ ꦱꦼꦫꦠ꧀ ꦕꦼꦤ꧀ꦛꦶꦤꦶ ꦧꦧꦢ꧀ ꦠꦤꦃ ꦗꦮꦶ",
    "balinese": "ᬩᬲᬩᬮᬶ ᬓᬓᬯᬶᬦ᭄ ᬭᬵᬫᬵᬬᬡ ᬮᭀᬦ᭄ᬢᬃ",
    "sundanese": "ᮘᮞ ᮞᮥᮔ᮪ᮓ ᮎᮛᮤᮒ ᮕᮔ᮪ᮒᮥᮔ᮪",
    "buginese": "ᨕᨘᨁᨗ ᨒᨁᨒᨗᨁᨚ ᨔᨘᨑᨛ",
    "cyrillic": "Война и мир Ёлка Преступление наказание Київ їжа Достоевский библиотека ВОЙНА",
    "greek": "Ὀδύσσεια Ἰλιάς ΟΔΥΣΣΕΙΑ λόγος λόγοσ φιλοσοφία",
    "devanagari": "महाभारत रामायण हिन्दी भाषा क़लम कलम संस्कृत १२३",
    "tamil": "தமிழ் திருக்குறள் நூல் வரலாறு கொள்கை",
    "others": "Հայոց պատմություն ქართული ენა ኢትዮጵያ ታሪክ 🙂 ½ x² №5 A&B R&D dan and & c\u00adafe na\u200bive",
}
JOINS = [" ", " ", " ", "", "-", ", ", " : ", " & ", "’", "·", "、"]


def phrase(rng, words):
    found = ""
    for n in range(rng.randint(1, 6)):
        found += (rng.choice(JOINS) if n else "") + rng.choice(words)
    if rng.random() < 0.3:
        found = unicodedata.normalize(rng.choice(["NFD", "NFC", "NFKC"]), found)
    return found


def record(rng, number):
    script = rng.choice(sorted(WORDS))
    words = WORDS[script].split(" ")
    if rng.random() < 0.15:
        words = words + WORDS[rng.choice(sorted(WORDS))].split(" ")
    year = rng.randint(1900, 2024)
    fields = [("001", f"s{number}"), ("008", f"050101s{year}    io            000 1 ind d"),
              ("100", "1 \x1fa" + phrase(rng, words)), ("245", "10\x1fa" + phrase(rng, words) + "\x1fb" + phrase(rng, words)),
              ("260", f"  \x1fa{rng.choice(words)}\x1fb{phrase(rng, words)}\x1fc{year}"), ("650", " 4\x1fa" + phrase(rng, words))]
    if rng.random() < 0.3:
        fields.append(("490", "0 \x1fa" + phrase(rng, words)))
    if rng.random() < 0.3:
        fields.append(("520", "  \x1fa" + phrase(rng, words)))
    return marc.written(fields)


def main():
    rng = random.Random(int(sys.argv[2]))
    for number in range(int(sys.argv[1])):
        sys.stdout.buffer.write(record(rng, number))


if __name__ == "__main__":
    main()
