// A library without a computer system: books one at a time, on a phone, with and without JavaScript.
import { counted, follow, openPage } from '../world.mjs';

const at = '/staf/perpustakaan-umum-contoh';
const words = {
  id: { add: 'Tambah bibliografi', saved: 'Tersimpan', title: 'Kebun di kaki Merapi' },
  en: { add: 'Add a record', saved: 'Saved', title: 'A garden below Merapi' },
};

const add = (lang, js) => async (world, check) => {
  const page = await openPage(world, { as: world.coordinator, lang, js });
  const person = counted(page);
  await page.goto(at);
  await follow(page, page.locator('main a.btn', { hasText: words[lang].add }).first());
  person.clicks++;
  await person.fill('#judul', words[lang].title);
  await person.fill('#pengarang-0', 'Wulandari, Tri');
  await person.fill('#tahun', '2019');
  await person.fill('#panggil', '635 WUL k');
  await person.fill('#eksemplar', '2');
  await page.fill('#isbn', '9786021234567'); // a wrong digit on purpose: not counted
  await follow(page, page.locator('.actbar button.main'));
  check(await page.locator('.field.wrong .why').count() === 1, 'the odd ISBN is told at its field');
  check(await page.inputValue('#judul') === words[lang].title, 'what was typed stays');
  check(await page.inputValue('#pengarang-0') === 'Wulandari, Tri', 'the author too');
  await page.fill('#isbn', '');
  person.clicks++;
  await follow(page, page.locator('.actbar button.main'));
  check((await page.locator('.note.ok').innerText()).includes(words[lang].saved), 'saved');
  check(await page.locator('table tbody tr').count() === 2, 'two copies with numbers');
  check(person.clicks === 2 && person.fields === 5, `${person.clicks} clicks, ${person.fields} fields`);
  check(page.strange.length === 0, `nothing strange: ${page.strange}`);
  world.book = new URL(page.url()).pathname;
  for (let i = 0; i < 40; i++) {
    await page.goto(`/cari?q=${encodeURIComponent(words[lang].title)}`);
    if (await page.getByText(words[lang].title).count() > 1) break;
    await page.waitForTimeout(200);
  }
  check(await page.locator('.results').getByText(words[lang].title).count() > 0, 'readers find it');
  await page.context().close();
};

export const journeys = {
  'a book is added on a phone without JavaScript, in Indonesian': add('id', false),
  'a book is added on a phone with JavaScript, in English': add('en', true),

  'a book is copied from the network in a search, a click and a save': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    await page.goto(`${at}/buku/salin`);
    await page.fill('#cari', 'laskar pelangi');
    await follow(page, page.locator('form.inlib button'));
    await follow(page, page.locator('.results .do a').first());
    check((await page.inputValue('#judul')).toLowerCase().includes('laskar'), 'its description is there');
    check(await page.locator('.note.info').count() >= 1, 'with where it is from');
    await page.fill('#panggil', '899.221 3 HIR l');
    await follow(page, page.locator('.actbar button.main'));
    if (await page.locator('.note.warn').count()) await follow(page, page.locator('.actbar button.main'));
    check(await page.locator('.note.ok').count() === 1, 'saved');
    await page.context().close();
  },

  'Enter in a field saves, and does not ask for more authors': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator, js: true });
    await page.goto(`${at}/buku/baru`);
    await page.fill('#judul', 'Ditekan Enter');
    await Promise.all([page.waitForNavigation(), page.press('#judul', 'Enter')]);
    check(/\/buku\/\d+/.test(page.url()), page.url());
    await page.context().close();
  },

  'a change is taken back with one button': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    await page.goto(`${world.book}/ubah`);
    await page.fill('#penerbit', 'Salah ketik');
    await follow(page, page.locator('.actbar button.main'));
    check(await page.getByText('Salah ketik').count() === 1, 'changed');
    await follow(page, page.locator('form[action$="/batal"] button'));
    check(await page.getByText('Salah ketik').count() === 0, 'taken back');
    await page.context().close();
  },

  'labels fit their sheet of A4': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator, width: 1280 });
    await page.goto(world.book);
    const codes = await page.locator('table tbody th').allInnerTexts();
    for (const sheet of ['3x8', '3x7', '2x7', '4x10', '5x13']) {
      await page.goto(`${at}/buku/label?kode=${encodeURIComponent(codes.join('\n'))}&lembar=${sheet}`);
      const spills = await page.locator('.label').evaluateAll((all) =>
        all.filter((e) => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1).length);
      check(spills === 0, `${sheet}: ${spills} labels hold more than fits`);
      const [columns, rows] = sheet.split('x').map(Number);
      const box = await page.locator('.label').first().boundingBox();
      const mm = (px) => px / 96 * 25.4;
      check(mm(box.width) * columns <= 210.5 && mm(box.height) * rows <= 297, `${sheet}: ${mm(box.width)} x ${mm(box.height)} mm`);
    }
    await page.emulateMedia({ media: 'print' });
    check(!await page.locator('.noprint').first().isVisible(), 'what is for the screen is not printed');
    await page.context().close();
  },
};
