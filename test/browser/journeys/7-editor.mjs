// A record as MARC, with the keyboard alone: with JavaScript and without. After 6-books.
import { openPage } from '../world.mjs';

const at = '/staf/perpustakaan-umum-contoh';

// Presses Tab until the element has the focus; false after many.
async function tabTo(page, selector, most = 120) {
  for (let i = 0; i < most; i++) {
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return true;
    await page.keyboard.press('Tab');
  }
  return false;
}

const focused = (page) => page.evaluate(() => {
  const e = document.activeElement, s = getComputedStyle(e);
  return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none';
});

const write = (lang, js, title) => async (world, check) => {
  const page = await openPage(world, { as: world.coordinator, lang, js, width: 1280 });
  await page.goto(`${at}/buku/baru/marc?jenis=book`);
  check(await tabTo(page, '#teks'), 'the text is reached by Tab');
  check(await focused(page), 'and its focus is seen');
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('=LDR  00000nam\\a2200000\\i\\4500\n=245  10Tanpa subruas\n');
  if (js) {
    await page.waitForSelector('#temuan [data-l="2"]');
    check(true, 'checked while typing');
    await page.keyboard.press('Alt+PageDown');
    const selected = await page.evaluate(() => { const t = document.getElementById('teks'); return t.value.slice(t.selectionStart, t.selectionEnd); });
    check(selected.startsWith('=') && (selected.includes('245') || selected.includes('LDR')), `a finding is gone to: ${selected}`);
  } else {
    check(await tabTo(page, '[name=periksa]'), 'Check is reached by Tab');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    check(await page.locator('#temuan [data-l="2"]').count() > 0, 'checked by the button');
    check(await tabTo(page, '#teks'), 'back to the text');
  }
  await page.locator('#teks').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(`=LDR  00000nam\\a2200000\\i\\4500\n=008  261128s2020\\\\\\\\io\\\\\\\\\\\\\\\\\\\\\\\\000\\0\\ind\\d\n=245  10$a${title} :$bsebuah cerita\n=264  \\1$aYogya :$bPenerbit,$c2020.\n=650  \\4$aKebun\n`);
  if (js) {
    await page.waitForSelector('#temuan .note.ok');
    await page.keyboard.press('Control+Home');
    for (let i = 0; i < 2; i++) await page.keyboard.press('Alt+ArrowDown');
    const sub = await page.evaluate(() => { const t = document.getElementById('teks'); return t.value.slice(t.selectionStart, t.selectionEnd); });
    check(sub === 'sebuah cerita', `the next subfield: ${sub}`);
    await page.selectOption('#t-008-33', '008/33=f');
    check((await page.inputValue('#teks')).includes('\\000\\f'), 'a menu writes into the text');
    await page.selectOption('#t-008-15', { label: 'my – Malaysia' });
    check((await page.inputValue('#teks')).includes('\\\\my\\'), 'a code of several characters too');
    await page.fill('#teks', (await page.inputValue('#teks')).replace('ind\\d', 'jav\\d'));
    await page.waitForFunction(() => document.getElementById('t-008-35').value === '008/35=jav');
    check(true, 'and a menu follows the text');
    await page.locator('#teks').focus();
    await page.keyboard.press('Control+s');
  } else {
    check(await tabTo(page, '.actbar [name=simpan]'), 'Save is reached by Tab');
    check(await focused(page), 'and its focus is seen');
    await page.keyboard.press('Enter');
  }
  await page.waitForURL(/buku\/\d+\?kabar=tersimpan/);
  check((await page.locator('h1').innerText()).includes(title), 'saved');
  world.edited = new URL(page.url()).pathname;
  check(page.strange.length === 0, `nothing strange: ${page.strange}`);
  await page.context().close();
};

export const journeys = {
  'a record is written as MARC with the keyboard alone, without JavaScript, in Indonesian': write('id', false, 'Kebun kopi'),
  'a record is written as MARC with the keyboard alone, with JavaScript, in English': write('en', true, 'Kebun teh'),

  'a template is kept from the form, chosen for a new record, renamed, deleted and put back, on a phone without JavaScript, in Indonesian': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator, lang: 'id', js: false, width: 360 });
    const go = (name) => Promise.all([page.waitForEvent('load'), page.locator(name).first().click()]);
    await page.goto(`${at}/buku/baru`);
    await page.fill('[name=penerbit]', 'Erlangga');
    await page.locator('#sebagai-templat summary').click();
    await page.fill('[name=nama-templat]', 'Buku pelajaran kelas X');
    await go('[name=jadi-templat]');
    check((await page.locator('#sebagai-templat').innerText()).includes('Tersimpan sebagai templat Buku pelajaran kelas X'), 'it says under which name');
    await page.goto(`${at}/buku`);
    await page.selectOption('#templat', { label: 'Buku pelajaran kelas X' });
    await go('form:has(#templat) button');
    check(await page.inputValue('[name=penerbit]') === 'Erlangga', 'a new record begins with it');
    await go('a[href$="/buku/templat"]');
    await page.fill('.errs [name=nama]', 'Buku kelas X');
    await go('.errs [name=ubah]');
    check((await page.locator('.errs strong').first().innerText()) === 'Buku kelas X', 'renamed');
    check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the phone');
    await go('.errs [name=hapus]');
    check((await page.locator('main').innerText()).includes('Selama 30 hari dapat dikembalikan'), 'deleted, it says for how long it can be had back');
    await go('[name=kembali]');
    check((await page.locator('.errs strong').first().innerText()) === 'Buku kelas X', 'and it is back');
    await page.context().close();
  },

  'a text that is too long to be sent is said at once, and stays': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator, lang: 'en', js: true, width: 360 });
    await page.goto(`${at}/buku/baru/marc?jenis=book`);
    await page.fill('#teks', `=245  10$a${'ab '.repeat(400000)}`);
    await page.locator('.actbar [name=simpan]').click();
    check((await page.locator('#temuan').innerText()).includes('too long to be sent'), 'it is said');
    check((await page.inputValue('#teks')).length > 1200000, 'all of it is still there');
    await page.fill('#teks', `=LDR  00000nam\\a2200000\\i\\4500\n=245  10$a${'ab '.repeat(200000)}`);
    await Promise.all([page.waitForEvent('load'), page.locator('.actbar [name=simpan]').click()]);
    check((await page.locator('#temuan').innerText()).includes('600005 bytes'), 'a shorter one comes back with how long it is');
    check((await page.inputValue('#teks')).length > 600000, 'whole');
    await page.context().close();
  },

  'of two people who edit one record none loses what was typed': async (world, check) => {
    const one = await openPage(world, { as: world.coordinator }), two = await openPage(world, { as: world.coordinator });
    for (const p of [one, two]) await p.goto(`${world.edited}/marc`);
    const change = async (p, from, to) => {
      await p.fill('#teks', (await p.inputValue('#teks')).replace(from, to));
      await p.locator('.actbar [name=simpan]').click();
      await p.waitForLoadState('load');
    };
    await change(one, '2020.', '2021.');
    await change(two, '2020.', '2022.');
    check(await two.locator('table.three').count() === 1, 'both edits are side by side');
    check((await two.locator('main').innerText()).includes('2022') && (await two.locator('main').innerText()).includes('2021'), 'with what each typed');
    await two.selectOption('select[name=pilih] >> nth=0', { index: 1 });
    await two.locator('.actbar [name=simpan]').click();
    await two.waitForLoadState('load');
    await two.goto(`${world.edited}/marc`);
    check((await two.inputValue('#teks')).includes('2021.'), 'what was chosen is saved');
    await two.goto(`${world.edited}/versi`);
    await two.locator('form.panel button').click();
    await two.waitForLoadState('load');
    check(await two.locator('table.two mark').count() > 0, 'versions are compared');
    world.versions = two.url();
    for (const p of [one, two]) await p.context().close();
  },
};
