/* bib_gmd.c -- general material designations, as SLiMS lists them and MARC 245 $h has them. */
#include "base/checked.h"
#include "record/bib_parts.h"

static const struct {
    struct str word;
    enum format format;
} table[] = {
    {STR_INIT("skripsi"), FORMAT_THESIS},
    {STR_INIT("tesis"), FORMAT_THESIS},
    {STR_INIT("thesis"), FORMAT_THESIS},
    {STR_INIT("disertasi"), FORMAT_THESIS},
    {STR_INIT("tugas akhir"), FORMAT_THESIS},
    {STR_INIT("artikel"), FORMAT_ARTICLE},
    {STR_INIT("article"), FORMAT_ARTICLE},
    {STR_INIT("majalah"), FORMAT_SERIAL},
    {STR_INIT("jurnal"), FORMAT_SERIAL},
    {STR_INIT("journal"), FORMAT_SERIAL},
    {STR_INIT("serial"), FORMAT_SERIAL},
    {STR_INIT("surat kabar"), FORMAT_SERIAL},
    {STR_INIT("koran"), FORMAT_SERIAL},
    {STR_INIT("sound"), FORMAT_AUDIO},
    {STR_INIT("audio book"), FORMAT_AUDIO},
    {STR_INIT("rekaman suara"), FORMAT_AUDIO},
    {STR_INIT("video"), FORMAT_VIDEO},
    {STR_INIT("motion"), FORMAT_VIDEO},
    {STR_INIT("film"), FORMAT_VIDEO},
    {STR_INIT("versatile"), FORMAT_VIDEO},
    {STR_INIT("music"), FORMAT_MUSIC},
    {STR_INIT("musik"), FORMAT_MUSIC},
    {STR_INIT("manuscript"), FORMAT_MANUSCRIPT},
    {STR_INIT("naskah"), FORMAT_MANUSCRIPT},
    {STR_INIT("peta"), FORMAT_MAP},
    {STR_INIT("globe"), FORMAT_MAP},
    {STR_INIT("computer"), FORMAT_SOFTWARE},
    {STR_INIT("software"), FORMAT_SOFTWARE},
    {STR_INIT("cd-rom"), FORMAT_SOFTWARE},
    {STR_INIT("multimedia"), FORMAT_KIT},
    {STR_INIT("kit"), FORMAT_KIT},
    {STR_INIT("picture"), FORMAT_IMAGE},
    {STR_INIT("gambar"), FORMAT_IMAGE},
    {STR_INIT("slide"), FORMAT_IMAGE},
    {STR_INIT("chart"), FORMAT_IMAGE},
    {STR_INIT("drawing"), FORMAT_IMAGE},
    {STR_INIT("art "), FORMAT_IMAGE},
    {STR_INIT("transparency"), FORMAT_IMAGE},
    {STR_INIT("flash card"), FORMAT_IMAGE},
    {STR_INIT("game"), FORMAT_OBJECT},
    {STR_INIT("model"), FORMAT_OBJECT},
    {STR_INIT("realia"), FORMAT_OBJECT},
    {STR_INIT("diorama"), FORMAT_OBJECT},
    {STR_INIT("equipment"), FORMAT_OBJECT},
    {STR_INIT("map"), FORMAT_MAP},
    {STR_INIT("text"), FORMAT_BOOK},
    {STR_INIT("teks"), FORMAT_BOOK},
    {STR_INIT("buku"), FORMAT_BOOK},
    {STR_INIT("book"), FORMAT_BOOK},
    {STR_INIT("electronic"), FORMAT_BOOK},
};

enum format bib_format_of(struct str gmd)
{
    gmd = str_slice(gmd, 0, 60);
    for (size_t i = 0; gmd.n && i < COUNT(table); i++)
        if (bib_mentions(gmd, table[i].word)) return table[i].format;
    return FORMAT_UNKNOWN;
}
