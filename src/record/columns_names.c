/* columns_names.c -- what librarians call their columns. */
#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "record/columns.h"

static const char *const field_names[COLUMN_FIELDS] = {
    [COLUMN_UNKNOWN] = "unknown",
    [COLUMN_IGNORED] = "ignored",
    [COLUMN_PRIVATE] = "private",
    [COLUMN_CONTROL] = "control",
    [COLUMN_TITLE] = "title",
    [COLUMN_SUBTITLE] = "subtitle",
    [COLUMN_PART] = "part",
    [COLUMN_GRADE] = "grade",
    [COLUMN_AUTHOR] = "author",
    [COLUMN_RESPONSIBILITY] = "responsibility",
    [COLUMN_EDITION] = "edition",
    [COLUMN_IMPRINT] = "imprint",
    [COLUMN_PLACE] = "place",
    [COLUMN_PUBLISHER] = "publisher",
    [COLUMN_YEAR] = "year",
    [COLUMN_EXTENT] = "extent",
    [COLUMN_PAGES] = "pages",
    [COLUMN_SIZE] = "size",
    [COLUMN_SERIES] = "series",
    [COLUMN_ISBN] = "isbn",
    [COLUMN_LANGUAGE] = "language",
    [COLUMN_TYPE] = "type",
    [COLUMN_SUBJECT] = "subject",
    [COLUMN_NOTE] = "note",
    [COLUMN_SUMMARY] = "summary",
    [COLUMN_URL] = "url",
    [COLUMN_CLASSIFICATION] = "classification",
    [COLUMN_CALL_NUMBER] = "call-number",
    [COLUMN_ITEM_CODE] = "item-code",
    [COLUMN_COPIES] = "copies",
    [COLUMN_LOCATION] = "location",
    [COLUMN_STATUS] = "status",
};

const char *column_field_name(enum column_field f)
{
    return (unsigned)f < COLUMN_FIELDS ? field_names[f] : field_names[COLUMN_UNKNOWN];
}

bool column_field_parse(struct str name, enum column_field *ret)
{
    for (size_t i = 0; i < COLUMN_FIELDS; i++) {
        if (!str_eq_nocase(name, str_of(field_names[i]))) continue;
        *ret = (enum column_field)i;
        return true;
    }
    return false;
}

bool column_may_repeat(enum column_field f)
{
    switch (f) {
    case COLUMN_UNKNOWN:
    case COLUMN_IGNORED:
    case COLUMN_PRIVATE:
    case COLUMN_AUTHOR:
    case COLUMN_RESPONSIBILITY:
    case COLUMN_ISBN:
    case COLUMN_SUBJECT:
    case COLUMN_NOTE:
    case COLUMN_LOCATION: return true;
    default: return false;
    }
}

/* Headings as they are compared: small letters and digits only. Words of a field are parted by
 * blanks. */
static const struct {
    enum column_field field;
    const char *headings;
} exact[] = {
    {COLUMN_TITLE, "judul title judulbuku judulutama namabuku judulkoleksi judulpustaka"
                   " judulbahanpustaka booktitle judullengkap judulmajalah judulskripsi judulkarya"
                   " namajurnal namamajalah namaterbitan juduljurnal publicationtitle"
                   " judulnaskah judulbukupustaka maintitle judulterbitan judulutamabuku"},
    {COLUMN_SUBTITLE, "anakjudul subjudul subtitle"},
    {COLUMN_AUTHOR, "pengarang penulis author authors namapengarang namapenulis penyusun"
                    " pengarangutama authorname pengarangpenulis penulispengarang penulisutama"
                    " pengarangtambahan penulistambahan penulisbuku pengarangbuku"
                    " creator pengarang1 pengarang2 pengarang3 penulis1"
                    " firstauthor penulis2 penulis3 author1 author2 author3 namapengarangpenulis"},
    {COLUMN_RESPONSIBILITY, "sor statementofresponsibility pernyataantanggungjawab"
                            " penanggungjawab editor penerjemah penyunting translator ilustrator"},
    {COLUMN_PUBLISHER, "penerbit publisher namapenerbit publishername"},
    {COLUMN_PLACE,
     "kota tempatterbit kotaterbit place placename kotapenerbit tempat tmpterbit"
     " publishlocation tempatpenerbit placeofpublication kotatempatterbit tempatpenerbitan"},
    {COLUMN_YEAR, "tahun tahunterbit thnterbit thterbit year publishyear tahunpenerbitan thn"
                  " publicationyear pubyear tahunbuku yearofpublication dateofpublication th"},
    {COLUMN_ISBN, "isbn issn isbnissn noisbn nomorisbn isbn13 isbn10 issnisbn noisbnissn"
                  " nomorstandar isbnbuku pissn eissn printidentifier onlineidentifier"},
    {COLUMN_EDITION, "edisi edition cetakan edisicetakan cetakanedisi cetakanke edisike cetke cet"
                     " jumlahrevisiatauperubahan ed edcet"},
    {COLUMN_PART, "jilid volume vol jilidke nojilid nomorjilid jilidvolume voljilid bagian"},
    {COLUMN_CALL_NUMBER, "nopanggil nomorpanggil callnumber callno nopanggilbuku"
                         " nomorpanggilbuku tandabuku labelbuku kodepanggil"},
    {COLUMN_CLASSIFICATION, "klasifikasi noklasifikasi nomorklasifikasi noklas nomorklas klas"
                            " classification ddc noddc nomorddc kodeklas kodeddc kodeklasifikasi"
                            " nokelas nomorkelas golongan udc kelasddc noklass nomorklass"
                            " classnumber kelompok noklasifikasibuku nodewey deweyno nomordewey"},
    {COLUMN_LANGUAGE, "bahasa language languages languagename bhs bahasabuku"},
    {COLUMN_SERIES, "seri judulseri series seriestitle seribuku"},
    {COLUMN_EXTENT, "kolasi collation deskripsifisik jumlahhalamandandimensi"
                    " physicaldescription deskfisik kolasibuku"},
    {COLUMN_PAGES, "halaman jumlahhalaman pages hal jmlhal jmlhalaman jumlahhal tebal tebalbuku"
                   " hlm jmlhlm jumlahhlm tebalhalaman numberofpages jmlhhal jmlhhalaman"},
    {COLUMN_SIZE, "ukuran dimensi tinggi ukuranbuku tinggibuku size dimensions cm"},
    {COLUMN_SUBJECT, "subjek subyek subject subjects topik topics topic tajuksubjek tajuksubyek"
                     " katakunci keywords bidang bidangilmu matapelajaran mapel bidangstudi"},
    {COLUMN_NOTE, "catatan notes note catatanumum"},
    {COLUMN_SUMMARY, "abstrak abstract ringkasan sinopsis summary synopsis"},
    {COLUMN_TYPE, "gmd gmdname jenisbahan jenisfile jenisbahanpustaka jeniskoleksi tipekoleksi"
                  " colltypename materialtype jenispustaka jenisbuku jenismateri tipebahan"
                  " jenisterbitan bentukfisik"},
    {COLUMN_ITEM_CODE, "itemcode kodeeksemplar barcode nobarcode nomorbarcode noinduk nomorinduk"
                       " noindukbuku nomorindukbuku noinventaris nomorinventaris inventorycode"
                       " kodeinventaris kodeitem noregistrasi nomorregistrasi noregister"
                       " nomorregister noreg accessionnumber accessionno kodebuku"
                       " nomorindukbukuataubarcode kodebarcode noinv noindukkoleksi nib"
                       " noeksemplar nomoreksemplar noindukinventaris register kodekoleksi"},
    {COLUMN_COPIES, "jumlah jumlaheks jumlaheksemplar jmleks jmlheks eksemplar eks copies jmlbuku"
                    " jumlahbuku jml jmlh qty quantity jumlahkopi banyaknya jumlahcopy stok"
                    " jmlheksemplar jmleksemplar exp eksp jumlahexemplar exemplar copy banyak"
                    " jmlbk jumlahkoleksi jumlahbukueksemplar"},
    {COLUMN_LOCATION, "lokasi rak norak nomorrak koderak lokasirak lokasibuku location"
                      " locationname site ruang ruangan letak penempatan lemari lokasikoleksi"
                      " lokasiperpustakaan lokasiruang shelf letakbuku noraklemari"},
    {COLUMN_STATUS, "status statuseksemplar itemstatus itemstatusname kondisi kondisibuku"
                    " keadaan statusbuku akses"},
    {COLUMN_URL, "url link tautan alamatweb titleurl websiteurl website"},
    {COLUMN_CONTROL, "bibid controlnumber nomorkontrol nokontrol biblioid recordid idkatalog"
                     " controlnum"},
    {COLUMN_IMPRINT, "penerbitan impresum publikasi imprint publication keteranganterbit"},
    {COLUMN_PRIVATE,
     "harga price hargasatuan jumlahharga totalharga hargabuku hargarp total supplier suppliername"
     " rekanan donatur penyumbang pemberi asal asalbuku sumber sumberbuku source sumberdana"
     " asalperolehan perolehan caraperolehan jenissumber asalusul sumberperolehan asaldana"
     " tanggal tgl tanggalterima tglterima tglmasuk tanggalmasuk receiveddate orderdate orderno"
     " invoice invoicedate nofaktur faktur inputdate lastupdate pricecurrency matauang"
     " peminjam namapeminjam anggota namaanggota namasiswa siswa nis nisn nik tglpinjam"
     " tanggalpinjam tanggalkembali tglkembali keterangan ket catatanpetugas petugas operator"
     " tahunpengadaan thnpengadaan tahunperolehan tanggalpengadaan tglpengadaan tahunmasuk"
     " tanggalregistrasi tanggalinventaris tglinventaris anggaran nilai toko nohp hp telepon"
     " telp email borrower member paraf tandatangan ttd kategorisumber tahunanggaran"
     " tanggalinput tglinput remarks hargabeli jumlahrp hibah pembelian tahunterima"},
    {COLUMN_IGNORED, "no nomor nourut nomorurut num number id image cover gambarsampul sampul"
                     " alasan alasanditolak reason whyrefused baris row ketersediaan"
                     " foto gambar nourutbuku urut jumlahjudul jmljudul titleid numfirstvolonline"
                     " numfirstissueonline numlastvolonline numlastissueonline embargoinfo"
                     " datefirstissueonline datelastissueonline coveragedepth coveragenotes"
                     " norfid nomorrfid rfid statusopac statusbni statuskin statusrda isopac isbni"
                     " iskin isrda coverurl worksheetid branchid"},
};

/* Words inside a heading that is none of the above; the first that fits. Private things first: a
 * price of a title is a price. */
static const struct {
    enum column_field field;
    const char *word, *also; /* `also` must be there too, when given */
} parts[] = {
    {COLUMN_PRIVATE, "harga", NULL},       {COLUMN_PRIVATE, "price", NULL},
    {COLUMN_PRIVATE, "pinjam", NULL},      {COLUMN_PRIVATE, "anggota", NULL},
    {COLUMN_PRIVATE, "siswa", NULL},       {COLUMN_PRIVATE, "sumber", NULL},
    {COLUMN_PRIVATE, "donat", NULL},       {COLUMN_PRIVATE, "pengadaan", NULL},
    {COLUMN_PRIVATE, "perolehan", NULL},   {COLUMN_PRIVATE, "tanggal", NULL},
    {COLUMN_PRIVATE, "tgl", NULL},         {COLUMN_PRIVATE, "telepon", NULL},
    {COLUMN_PRIVATE, "petugas", NULL},     {COLUMN_PRIVATE, "supplier", NULL},
    {COLUMN_PRIVATE, "borrow", NULL},      {COLUMN_PRIVATE, "rupiah", NULL},
    {COLUMN_PRIVATE, "keterangan", NULL},  {COLUMN_PRIVATE, "anggaran", NULL},
    {COLUMN_PRIVATE, "alamat", NULL},      {COLUMN_ISBN, "isbn", NULL},
    {COLUMN_ISBN, "issn", NULL},           {COLUMN_SERIES, "seri", "judul"},
    {COLUMN_YEAR, "tahun", "terbit"},      {COLUMN_YEAR, "thn", "terbit"},
    {COLUMN_YEAR, "year", "pub"},          {COLUMN_PLACE, "kota", "terbit"},
    {COLUMN_PLACE, "tempat", "terbit"},    {COLUMN_TITLE, "judul", NULL},
    {COLUMN_TITLE, "title", NULL},         {COLUMN_AUTHOR, "pengarang", NULL},
    {COLUMN_AUTHOR, "penulis", NULL},      {COLUMN_AUTHOR, "author", NULL},
    {COLUMN_PUBLISHER, "penerbit", NULL},  {COLUMN_PUBLISHER, "publisher", NULL},
    {COLUMN_CALL_NUMBER, "panggil", NULL}, {COLUMN_CLASSIFICATION, "klas", NULL},
    {COLUMN_ITEM_CODE, "induk", NULL},     {COLUMN_ITEM_CODE, "inventaris", NULL},
    {COLUMN_ITEM_CODE, "barcode", NULL},   {COLUMN_ITEM_CODE, "registr", NULL},
    {COLUMN_COPIES, "jumlah", "eks"},      {COLUMN_COPIES, "jumlah", "buku"},
    {COLUMN_COPIES, "jml", "eks"},         {COLUMN_COPIES, "jml", "buku"},
    {COLUMN_COPIES, "eksemplar", NULL},    {COLUMN_PAGES, "halaman", NULL},
    {COLUMN_LANGUAGE, "bahasa", NULL},     {COLUMN_SUBJECT, "subj", NULL},
    {COLUMN_SUBJECT, "suby", NULL},        {COLUMN_SUBJECT, "kategori", NULL},
    {COLUMN_SUBJECT, "genre", NULL},       {COLUMN_LOCATION, "lokasi", NULL},
    {COLUMN_STATUS, "kondisi", NULL},      {COLUMN_EDITION, "cetakan", NULL},
    {COLUMN_EDITION, "edisi", NULL},       {COLUMN_TYPE, "jenisbahan", NULL},
    {COLUMN_SUMMARY, "abstrak", NULL},     {COLUMN_GRADE, "kelas", NULL},
};

/* Whether `word` is among the words of the list. */
static bool listed(const char *list, struct str word)
{
    struct str rest = str_of(list), one;
    while (str_split(&rest, ' ', &one))
        if (str_eq(one, word)) return true;
    return false;
}

enum column_field column_of_heading(struct str heading, bool *ret_exact)
{
    char p[60];
    size_t n = 0;
    *ret_exact = false;
    for (size_t i = 0; i < heading.n; i++) {
        char c = heading.p[i];
        c = ascii_lower(c);
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) continue;
        if (n == sizeof p) return COLUMN_UNKNOWN;
        p[n++] = c;
    }
    struct str s = {p, n};
    if (n == 0) return COLUMN_UNKNOWN;
    *ret_exact = true;
    for (size_t i = 0; i < COUNT(exact); i++)
        if (listed(exact[i].headings, s)) return exact[i].field;
    *ret_exact = false;
    for (size_t i = 0; i < COUNT(parts); i++) {
        if (str_find(s, str_of(parts[i].word)) > n) continue;
        if (!parts[i].also || str_find(s, str_of(parts[i].also)) <= n) return parts[i].field;
    }
    return COLUMN_UNKNOWN;
}
