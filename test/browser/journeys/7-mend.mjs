// A librarian corrects the description of a title; the library sends its file again; it stays corrected.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counted, follow, openPage } from '../world.mjs';

const at = '/staf/sd-negeri-caturtunggal';
const dir = mkdtempSync(join(tmpdir(), 'silang-mend-'));
const header = 'title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,classification,'
  + 'notes,image,sor,authors,topics,item_code\n';
const row = (title, publisher, year, code) => `${title},Text,,,${publisher},${year},,,,Indonesia,Jakarta,,,,,"<Widuri Kusumastuti>",,"<${code}>"\n`;

async function until(page, heading) {
  for (let i = 0; i < 150; i++) {
    if ((await page.locator('h1').innerText().catch(() => '')) === heading) return true;
    await page.waitForTimeout(100);
  }
  return false;
}

// The address of the only title found, once the index has followed.
async function found(page, words) {
  for (let i = 0; i < 60; i++) {
    await page.goto(`/cari?q=${encodeURIComponent(words)}`);
    const link = page.locator('.results a[href^="/b/"]').first();
    if (await link.count()) return link.getAttribute('href');
    await page.waitForTimeout(200);
  }
  return null;
}

async function send(page, check, text) {
  const path = join(dir, 'dermaga.csv');
  writeFileSync(path, header + text);
  await page.goto(`${at}/kirim`);
  await page.setInputFiles('#berkas', path);
  await page.click('#kirim button');
  check(await until(page, 'Pratinjau'), 'the file is previewed');
  await page.click('.actbar .main');
  check(await until(page, 'Sudah terbit'), 'and published');
}

export const journeys = {
  'a field is corrected in 3 clicks and 2 fields on a phone without JavaScript, and a reload keeps it': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    const reader = await openPage(world);
    const person = counted(page);
    const other = row('Lentera di dermaga lama', 'Grasindo', 2011, 'D2');
    await send(page, check, row('Lentera di dermaga lama', 'Pustaka Jaja', 1973, 'D1') + other);
    const title = await found(page, 'lentera di dermaga penerbit:jaja');
    await page.goto(title);
    await person.click('a[href$="/perbaiki"]');
    await person.click('#publisher > summary');
    await person.fill('#n-publisher', 'Pustaka Jaya');
    await person.fill('#a-publisher', 'menurut halaman judul');
    await person.click('#publisher form:first-of-type button.main');
    check(await page.locator('.note.ok').count() === 1, 'it is saved');
    check(person.clicks === 3 && person.fields === 2, `${person.clicks} clicks, ${person.fields} fields`);
    world.mended = `${title}/perbaiki`;

    await send(page, check, row('Lentera di dermaga lama', 'Pustaka Jaja', 1985, 'D1') + other);
    await reader.goto(title);
    check(await reader.getByText('Pustaka Jaya, Jakarta, 1985').count() === 1, 'the correction and the new year are shown');
    await reader.click('details.plain > summary');
    const sources = await reader.locator('details.plain').innerText();
    check(/Diperbaiki pada/.test(sources) && /Pustaka Jaja/.test(sources), `with what the library wrote: ${sources.slice(0, 300)}`);
    check((await reader.locator('.editions').innerText()).includes('Grasindo, 2011'), 'the other edition stands below');
    check(!sources.includes('Sri Wahyuni'), 'readers do not see who did it');
    check(await reader.locator('a[href$="/perbaiki"]').count() === 0, 'and have no button for it');
    await page.goto(title);
    await page.click('details.plain > summary');
    check((await page.locator('details.plain').innerText()).includes('Sri Wahyuni'), 'staff do');
    check(await found(reader, 'penerbit:"pustaka jaya" dermaga') === title, 'the corrected words are found');
    check(page.strange.length + reader.strange.length === 0, `nothing strange: ${page.strange} ${reader.strange}`);
    await page.context().close();
    await reader.context().close();
  },

  'of two librarians at once the second sees what the first saved, and loses nothing': async (world, check) => {
    const [one, two] = [await openPage(world, { as: world.coordinator }), await openPage(world, { as: world.coordinator })];
    for (const p of [one, two]) {
      await p.goto(world.mended);
      await p.click('#edition > summary');
    }
    await one.fill('#n-edition', 'Cet. 5');
    await follow(one, one.locator('#edition form:first-of-type button.main'));
    await two.fill('#n-edition', 'Cet. 6');
    await follow(two, two.locator('#edition form:first-of-type button.main'));
    check(await two.locator('.note.bad').count() === 1, 'the second is told');
    check((await two.locator('#edition .note.warn').innerText()).includes('Cet. 5'), 'what holds now');
    check(await two.inputValue('#n-edition') === 'Cet. 6', 'what was typed stays');
    await follow(two, two.locator('#edition form:first-of-type button.main'));
    check(await two.locator('.note.ok').count() === 1, 'and can be saved now');
    await two.click('#edition > summary');
    await follow(two, two.locator('#edition form[action$="/batal"] button'));
    check((await two.locator('#edition > summary').innerText()).includes('Cet. 5'), 'taken back: the one before holds');
    await one.context().close();
    await two.context().close();
  },

  'a value that makes no sense is refused at its field': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    await page.goto(world.mended);
    await page.click('#year > summary');
    await page.fill('#n-year', '19x8');
    await follow(page, page.locator('#year form:first-of-type button.main'));
    check(await page.locator('#year .field.wrong .why').count() === 1, 'the year is told at its field');
    check(await page.inputValue('#n-year') === '19x8', 'what was typed stays');
    await page.context().close();
  },
};
