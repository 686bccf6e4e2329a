/* stem_words.c -- what the rules of stem.h would get wrong. Both lists in the order of bytes. */
#include <stdlib.h>

#include "base/checked.h"
#include "text/stem.h"

/* Roots that look as if they had affixes, and words of other languages that would meet a root. */
static const struct str kept[] = {
    STR_INIT("aqidah"),   STR_INIT("asian"),    STR_INIT("berani"),     STR_INIT("berita"),
    STR_INIT("berlian"),  STR_INIT("beruang"),  STR_INIT("diagram"),    STR_INIT("diare"),
    STR_INIT("digital"),  STR_INIT("dilema"),   STR_INIT("direktur"),   STR_INIT("dirham"),
    STR_INIT("fadilah"),  STR_INIT("halaman"),  STR_INIT("istilah"),    STR_INIT("kehilangan"),
    STR_INIT("kekasih"),  STR_INIT("khalifah"), STR_INIT("kuliah"),     STR_INIT("majalah"),
    STR_INIT("makalah"),  STR_INIT("masalah"),  STR_INIT("melati"),     STR_INIT("melayu"),
    STR_INIT("member"),   STR_INIT("memori"),   STR_INIT("menara"),     STR_INIT("mengapa"),
    STR_INIT("mentari"),  STR_INIT("menteri"),  STR_INIT("merdeka"),    STR_INIT("mereka"),
    STR_INIT("muamalah"), STR_INIT("pedagogi"), STR_INIT("pelangi"),    STR_INIT("pengaruh"),
    STR_INIT("penguin"),  STR_INIT("perawan"),  STR_INIT("peremajaan"), STR_INIT("perempuan"),
    STR_INIT("perilaku"), STR_INIT("perintah"), STR_INIT("periode"),    STR_INIT("peristiwa"),
    STR_INIT("perkara"),  STR_INIT("permata"),  STR_INIT("persian"),    STR_INIT("pertama"),
    STR_INIT("peta"),     STR_INIT("risalah"),  STR_INIT("sejarah"),    STR_INIT("sekolah"),
    STR_INIT("selatan"),  STR_INIT("silsilah"), STR_INIT("terapi"),     STR_INIT("teratai"),
    STR_INIT("terima"),   STR_INIT("terjemah"), STR_INIT("terminal"),   STR_INIT("terowongan"),
    STR_INIT("utara"),    STR_INIT("wasilah"),
};

static const struct {
    struct str word, root;
} irregular[] = {
    {STR_INIT("achmad"), STR_INIT("ahmad")},          {STR_INIT("banjak"), STR_INIT("banyak")},
    {STR_INIT("bekerja"), STR_INIT("kerja")},         {STR_INIT("belajar"), STR_INIT("ajar")},
    {STR_INIT("bertanya"), STR_INIT("tanya")},        {STR_INIT("jogja"), STR_INIT("yogya")},
    {STR_INIT("jogjakarta"), STR_INIT("yogyakarta")}, {STR_INIT("mempelajari"), STR_INIT("ajar")},
    {STR_INIT("mengetahui"), STR_INIT("tahu")},       {STR_INIT("mochamad"), STR_INIT("muhammad")},
    {STR_INIT("mochammad"), STR_INIT("muhammad")},    {STR_INIT("mohamad"), STR_INIT("muhammad")},
    {STR_INIT("mohammad"), STR_INIT("muhammad")},     {STR_INIT("mohammed"), STR_INIT("muhammad")},
    {STR_INIT("muhamad"), STR_INIT("muhammad")},      {STR_INIT("pekerja"), STR_INIT("kerja")},
    {STR_INIT("pekerjaan"), STR_INIT("kerja")},       {STR_INIT("pelajar"), STR_INIT("ajar")},
    {STR_INIT("pelajaran"), STR_INIT("ajar")},        {STR_INIT("pembelajaran"), STR_INIT("ajar")},
    {STR_INIT("pengetahuan"), STR_INIT("tahu")},      {STR_INIT("perusahaan"), STR_INIT("usaha")},
};

static int compare(const void *key, const void *row)
{
    return str_cmp(*(const struct str *)key, *(const struct str *)row);
}

bool stem_is_kept(struct str word)
{
    return bsearch(&word, kept, COUNT(kept), sizeof kept[0], compare) != NULL;
}

bool stem_irregular(struct str word, struct str *ret)
{
    const void *found = bsearch(&word, irregular, COUNT(irregular), sizeof irregular[0], compare);
    if (!found) return false;
    *ret = ((const struct str *)found)[1];
    return true;
}
