// A librarian counts the spellings of her library, takes a form and takes it back: on a phone, without JavaScript, in
// both languages. After 3-first-start; before 8-staff-everyone, which looks at its pages.
import { counted, openPage } from '../world.mjs';

const at = '/staf/perpustakaan-desa-contoh-karangasri/mutu', others = '/staf/perpustakaan-umum-contoh/mutu/ejaan';

async function until(page, words) {
  for (let i = 0; i < 80; i++) {
    const text = await page.locator('main').innerText();
    if (words.test(text)) return text;
    await page.waitForTimeout(500);
    await page.reload();
  }
  return page.locator('main').innerText();
}

const words = {
  id: { link: 'Ejaan yang beragam', counted: /Dihitung|Tidak ada lagi yang perlu/, take: 'Pakai bentuk ini', decisions: 'Keputusan ejaan', undo: 'Batalkan', undone: /Dibatalkan 2/ },
  en: { link: 'Spellings that vary', counted: /Counted|nothing left to decide/, take: 'Use this form', decisions: 'Spelling decisions', undo: 'Undo', undone: /Undone 2/ },
};

const decide = (lang) => async (world, check) => {
  const w = words[lang];
  const page = await openPage(world, { as: world.coordinator, lang });
  const person = counted(page);
  await page.goto(others);
  await page.click('main form[action$="/hitung"] button');
  await until(page, w.counted);
  await page.goto(at);
  await person.click(`main a:has-text("${w.link}")`);
  await person.click('main form[action$="/hitung"] button');
  const text = await until(page, w.counted);
  check(w.counted.test(text), 'it is counted');
  let found = false;
  for (const kind of ['publisher', 'place', 'name', 'language']) {
    await page.goto(`${at}/ejaan?jenis=${kind}`);
    found = await page.locator('main tbody tr').count() > 0;
    if (found) break;
  }
  check(found, 'the sample network has spellings that vary');
  if (!found) return;
  world.spelling = await page.locator('main tbody th a').first().getAttribute('href');
  const before = await page.locator('main tbody tr').count();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  check(wide <= 360, `${wide} px wide on a phone`);
  await person.click(`main button:has-text("${w.take}")`);
  check(await page.locator('main [role=status]').count() > 0, 'it says what happened');
  check(await page.locator('main tbody tr').count() === before - 1, 'and it is gone from the list');
  await person.click(`main a:has-text("${w.decisions}")`);
  await person.click(`main button:has-text("${w.undo}")`);
  check(w.undone.test(await page.locator('main').innerText()), 'the decision is taken back');
  await page.goto(world.spelling);
  check(await page.locator('main h1').count() === 1, 'and the spelling has its page');
  check(person.clicks <= 5, `${person.clicks} clicks`);
  check(page.strange.length === 0, `nothing strange: ${page.strange}`);
  await page.context().close();
};

export const journeys = {
  'spellings: counted, one form taken and taken back': decide('id'),
  'spellings: the same in English': decide('en'),
};
