// From a file on a phone to a published catalogue and back, counted; with the script: cut and resumed.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counted, openPage } from '../world.mjs';

const at = '/staf/sd-negeri-caturtunggal';
const dir = mkdtempSync(join(tmpdir(), 'silang-send-'));
const header = 'title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,classification,'
  + 'notes,image,sor,authors,topics,item_code\n';
const row = (title, code) => `${title},Text,,,Gramedia,1998,,,,Indonesia,Jakarta,,,,,"<Ayu Utami>",,"<${code}>"\n`;

function file(name, text) {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

async function until(page, heading) {
  for (let i = 0; i < 100; i++) {
    if ((await page.locator('h1').innerText().catch(() => '')) === heading) return true;
    await page.waitForTimeout(100);
  }
  return false;
}

export const journeys = {
  'send, look, publish: at most 7 clicks and 6 fields, on a phone, without JavaScript': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    const person = counted(page);
    await page.goto(at);
    await person.click(`main a[href="${at}/kirim"]`);
    person.clicks++;
    person.fields++;
    await page.setInputFiles('#berkas', file('buku.csv', header + row('Saman', 'A1') + row('Larung', 'A2') + 'satu,dua\n'));
    await person.click('#kirim button');
    check(await until(page, 'Pratinjau'), 'the page comes to the preview by itself');
    const piles = (await page.locator('.pile b').allInnerTexts()).join(' ');
    check(piles === '0 1 1 1', `the piles: ${piles}`);
    check(await page.locator('.errs li').count() === 1, 'the refused row is shown');
    world.load = page.url().replace(world.address, '');
    await person.click('.actbar .main');
    check(await until(page, 'Sudah terbit'), 'then to the report');
    check(person.clicks <= 7, `${person.clicks} clicks`);
    check(person.fields <= 6, `${person.fields} fields`);
    await page.locator('.actbar button').first().click();
    check(await until(page, 'Dibatalkan'), 'and everything can be taken back');
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },

  'with the script a cut is bridged, and a reload goes on where it was': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator, js: true });
    const long = 'x'.repeat(2400); // few rows and many bytes: what is tested is the sending
    const big = file('besar.csv', header + Array.from({ length: 1500 }, (_, i) => row(`Buku ${i}`, `B${i}`).replace(',,,,,"', `,,${long},,,"`)).join(''));
    const asked = [];
    let cuts = 0;
    page.on('request', (r) => { if (/\/kirim\//.test(r.url())) asked.push(`${r.method()} ${r.url().replace(/.*\/kirim/, '')}`); });
    await page.route(/\?dari=1048576$/, (r) => (cuts++ ? r.continue() : r.abort()));
    await page.route(/\?dari=2097152$/, (r) => (cuts < 10 ? undefined : r.continue())); // hangs until the reload
    await page.goto(`${at}/kirim`);
    await page.setInputFiles('#berkas', big);
    await page.click('#kirim button');
    for (let i = 0; i < 100 && !asked.some((a) => /dari=2097152/.test(a)); i++) await page.waitForTimeout(100);
    check(cuts >= 2, `the second piece was sent again: ${cuts}`);
    cuts = 10;
    asked.length = 0;
    await page.reload();
    await page.setInputFiles('#berkas', big);
    await page.click('#kirim button');
    for (let i = 0; i < 200 && !/\/muatan\//.test(page.url()); i++) await page.waitForTimeout(100);
    check(/\/muatan\//.test(page.url()), `it arrived: ${page.url()}`);
    check(/^GET/.test(asked[0] ?? ''), `first it asked what is there: ${asked[0]}`);
    check(asked.filter((a) => /dari=0$/.test(a)).length === 0, 'nothing was sent twice');
    check(page.strange.filter((s) => !/ERR_FAILED/.test(s)).length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },
};
