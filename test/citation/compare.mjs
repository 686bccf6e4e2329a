// compare.mjs ADDRESS -- every title of a served catalogue, as a reference by the program (/b/ID.txt) and
// by citeproc-js, which reads the same title from other forms of it (RIS, schema.org); the two must agree
// letter by letter. The last line is "N passed, N failed".
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const CSL = require('citeproc');
const { apa } = require('@citation-js/plugin-csl/lib/styles.json');
const locales = require('@citation-js/plugin-csl/lib/locales.json');
const here = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
const base = process.argv[2].replace(/\/$/, '');
const get = async (path) => (await fetch(base + path)).text();

const MEDIUM = {
  MANSCPT: ['Naskah', 'Manuscript'], MAP: ['Peta', 'Map'], SheetMusic: ['Partitur', 'Musical score'],
  MusicRecording: ['Rekaman musik', 'Music recording'], SOUND: ['Rekaman suara', 'Audio recording'],
  VIDEO: ['Video', 'Video'], ART: ['Gambar', 'Picture'], COMP: ['Perangkat lunak', 'Computer software'],
};

function tags(ris) {
  const all = {};
  for (const line of ris.split('\r\n')) {
    const m = /^([A-Z][A-Z0-9]) {2}- (.*)$/.exec(line);
    if (m) (all[m[1]] ??= []).push(m[2]);
  }
  return all;
}

// A comma parts what is filed first from the given names, and those from what follows both. Whole names
// are given as family names: citeproc-js joins what it knows to be bodies to persons without the comma
// that the manual has (9.8).
function name(thing) {
  if (thing['@type'] === 'Organization' || !thing.name.includes(',')) return { family: thing.name };
  const [family, given, ...suffix] = thing.name.split(',').map((s) => s.trim());
  if (!given) return { family };
  return { family, given, ...(suffix.length ? { suffix: suffix.join(', '), 'comma-suffix': true } : {}) };
}

function thesisKind(notes, en) {
  const kinds = [['disertasi', 'Disertasi', 'Doctoral dissertation'], ['skripsi', 'Skripsi', 'Undergraduate thesis'],
    ['tesis', 'Tesis', 'Master’s thesis']];
  const found = kinds.find(([word]) => notes.some((n) => n.toLowerCase().includes(word)));
  return found ? found[en ? 2 : 1] : en ? 'Thesis' : 'Karya tulis akhir';
}

// The description as citeproc-js takes it. What it formats is given raw; what depends on words a style
// has no term for in Indonesian (edition, kind) is given as the words.
function item(id, ris, linked, en, style) {
  const one = (tag) => ris[tag]?.[0];
  const people = (list) => list?.map(name);
  const type = one('TY');
  const article = type === 'JOUR' && one('T2');
  const medium = MEDIUM[linked['@type']] ?? MEDIUM[type];
  const it = {
    id,
    type: article ? 'article-journal' : type === 'THES' ? 'thesis' : 'book',
    title: (one('TI') ?? '').replaceAll(' : ', ': ') + (one('VL') && !article ? `. ${one('VL')}` : ''),
    author: people(linked.author),
    editor: people(linked.editor),
    translator: people(linked.translator),
    issued: one('PY') ? { 'date-parts': [[Number(one('PY'))]] } : undefined,
    publisher: one('PB'),
    'publisher-place': one('CY'),
  };
  if (article) Object.assign(it, { 'container-title': one('T2'), volume: one('VL'), issue: one('IS'), page: one('SP') });
  else it.edition = /^\d+$/.test(one('ET') ?? '') && !en ? `${style === 'apa' ? 'edisi' : 'Edisi'} ke-${one('ET')}` : one('ET');
  // citeproc-js takes "rev. and updated" for two numbers.
  if (it.edition) it.edition = it.edition.replaceAll(' and ', ' a\u2060nd ');
  if (type === 'THES') it.genre = thesisKind(ris.N1 ?? [], en);
  if (medium && !article) it.medium = medium[en ? 1 : 0];
  return JSON.parse(JSON.stringify(it));
}

const engines = new Map();
function cite(style, lang, it) {
  const key = style + lang;
  if (!engines.has(key)) {
    const sys = {
      retrieveLocale: (l) => (l === 'id-ID' ? here('locale-id.xml') : locales['en-US']),
      retrieveItem: () => sys.item,
    };
    const engine = new CSL.Engine(sys, style === 'apa' ? apa : here('sekolah.csl'), lang, true);
    engine.setOutputFormat('text');
    engines.set(key, [engine, sys]);
  }
  const [engine, sys] = engines.get(key);
  sys.item = it;
  engine.updateItems([it.id]);
  return engine.makeBibliography()[1].join('').trim();
}

// A run of blanks is one blank. citeproc-js curls quotation marks and apostrophes, single and double; the
// program leaves those of the record as they are.
const plain = (s) => s.replaceAll('\u2060', '').replace(/\s+/g, ' ').replace(/[“”„"‘’]/g, "'").trim();

// What citeproc-js cannot be asked: it puts the medium of a work without an author behind the date, where
// the manual has it behind the title (9.21); and no other form tells kits from objects.
const cannotBeAsked = (style, ris, linked) => ris.TY[0] === 'GEN'
  || (style === 'apa' && (MEDIUM[linked['@type']] ?? MEDIUM[ris.TY[0]]) && !linked.author && !linked.editor);

let passed = 0, failed = 0, left = 0;
const ids = [...(await get('/sitemap/1.xml')).matchAll(/\/b\/([0-9a-z]+)</g)].map((m) => m[1]);
for (const id of ids) {
  const [text, ld, ...cited] = await Promise.all(['ris', 'jsonld', 'txt?lang=id', 'txt?lang=en'].map((f) => get(`/b/${id}.${f}`)));
  const ris = tags(text), linked = JSON.parse(ld);
  for (const [lang, en] of [['id-ID', false], ['en-US', true]]) {
    const lines = cited[en ? 1 : 0].split('\n');
    for (const [style, got] of [['sekolah', lines[1]], ['apa', lines[4]]]) {
      if (cannotBeAsked(style, ris, linked)) {
        left++;
        continue;
      }
      const want = cite(style, lang, item(`${id}${lang}${style}`, ris, linked, en, style));
      if (plain(got) === plain(want)) passed++;
      else if (failed++ < 40) console.log(`FAIL ${style} ${lang} /b/${id}\n     got:  ${got}\n     want: ${want}`);
    }
  }
}
if (ids.length === 0) failed++;
console.log(`${ids.length} titles, ${left} references not compared`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
