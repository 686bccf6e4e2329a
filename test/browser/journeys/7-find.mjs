// What helps a reader to find: facets by keyboard on a phone, suggestions, the way on when nothing
// is found, the list that stays on the device.
import { follow, openPage } from '../world.mjs';

const total = async (page) => Number(/\d[\d.,]*/.exec(await page.title())?.[0].replace(/[.,]/g, ''));
const focused = (page, selector) => page.evaluate((s) => document.activeElement.matches(s), selector);
async function tabTo(page, selector, most = 80) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    if (await focused(page, selector)) return true;
  }
  return false;
}

export const journeys = {
  'filters on a phone by keyboard, several at once': async (world, check) => {
    const page = await openPage(world);
    await page.goto('/cari?q=sejarah');
    const all = await total(page);
    check(await tabTo(page, '.filters > summary'), 'the button of the filters is reached');
    await page.keyboard.press('Enter');
    check(await tabTo(page, 'input[name="bahasa"][value="ind"]'), 'a language is reached');
    await page.keyboard.press('Space');
    check(await tabTo(page, 'input[name="bahasa"][value="jav"]'), 'and another');
    await page.keyboard.press('Space');
    await page.locator('.filters .apply .btn').focus();
    await Promise.all([page.waitForURL((u) => u.search.endsWith('bahasa=ind&bahasa=jav')), page.keyboard.press('Enter')]);
    const both = await total(page);
    check(both > 0 && both <= all, 'both languages together are part of it');
    check(/2/.test(await page.locator('.filters > summary .badge').innerText()), 'the button tells of two');
    check(await page.locator('main .chip').count() === 2, 'a chip for each');
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },

  'all values of a facet: searched, ticked, applied, back among the results': async (world, check) => {
    const page = await openPage(world);
    await page.goto('/cari?q=sejarah');
    await page.locator('.filters > summary').click();
    await page.locator('.group', { has: page.locator('input[name="subjek"]') }).locator('summary').click();
    await follow(page, page.locator('button[value="subjek"]'));
    await page.fill('#cari', 'jawa');
    await follow(page, page.locator('button[value="subjek"]'));
    const box = page.locator('label', { has: page.locator('input[value="Jawa -- Sejarah"]') });
    const promised = Number(await box.locator('.num').innerText());
    await box.locator('input').check();
    await follow(page, page.locator('.apply .btn'));
    check(new URL(page.url()).pathname === '/cari', 'back among the results');
    check(await total(page) === promised, `promised ${promised}, there are ${await total(page)}`);
    check((await page.inputValue('#q')) === 'sejarah', 'the words are kept');
    await page.context().close();
  },

  'three rows by keyboard, without scripts; changing the search brings them back': async (world, check) => {
    const page = await openPage(world);
    const rows = { k1: 'sejarah', f1: 'title', c1: 'semua', h2: 'atau', k2: 'toer lombard', f2: 'author', c2: 'salah', h3: 'bukan', k3: 'naskah kuno', f3: 'subject', c3: 'frasa', bahasa: 'ind', dari: '1980' };
    await page.goto('/cari/rinci');
    for (const name of ['k1', 'f1', 'c1', 'h2', 'k2', 'f2', 'c2', 'h3', 'k3', 'f3', 'c3', 'dari', 'bahasa']) {
      check(await tabTo(page, `#${name}`), `${name} is reached`);
      if (await page.locator(`select#${name}`).count()) await page.selectOption(`#${name}`, rows[name]);
      else await page.keyboard.type(rows[name]);
    }
    await page.locator('#k3').focus();
    await Promise.all([page.waitForURL((u) => u.pathname === '/cari'), page.keyboard.press('Enter')]);
    check(await total(page) > 0, 'something is found');
    const back = page.locator('a[href^="/cari/rinci?"]').first();
    await back.focus();
    await Promise.all([page.waitForURL((u) => u.pathname === '/cari/rinci'), page.keyboard.press('Enter')]);
    for (const [name, value] of Object.entries(rows)) check(await page.inputValue(`#${name}`) === value, `${name} is ${value} again`);
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },

  'suggestions by keyboard; Escape and Enter are as ever': async (world, check) => {
    const page = await openPage(world, { js: true });
    await page.goto('/');
    await page.locator('#q').pressSequentially('laskar');
    await page.waitForSelector('#saran [role="option"]');
    check(await page.getAttribute('#q', 'role') === 'combobox', 'a combobox');
    check(await page.getAttribute('#q', 'aria-expanded') === 'true', 'that is open');
    await page.keyboard.press('ArrowDown');
    const active = await page.getAttribute('#q', 'aria-activedescendant');
    check(active && await page.getAttribute(`#${active}`, 'aria-selected') === 'true', 'one is chosen');
    await page.keyboard.press('Escape');
    check(await page.locator('#saran').isHidden(), 'Escape closes');
    check(await page.inputValue('#q') === 'laskar', 'and keeps the words');
    await page.locator('#q').pressSequentially(' p');
    await page.waitForSelector('#saran [role="option"]');
    await page.keyboard.press('ArrowDown');
    await Promise.all([page.waitForURL('**/b/*'), page.keyboard.press('Enter')]);
    check(/Laskar pelangi/i.test(await page.locator('h1').innerText()), 'Enter goes there');
    await page.goto('/');
    await page.locator('#q').pressSequentially('laskar');
    await page.waitForSelector('#saran [role="option"]');
    await Promise.all([page.waitForURL((u) => u.pathname === '/cari'), page.keyboard.press('Enter')]);
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },

  'nothing found: the useless word is left out': async (world, check) => {
    const page = await openPage(world);
    await page.goto('/cari?q=laskar+qqqqzz');
    check(/qqqqzz/.test(await page.locator('main .note.info').first().innerText()), 'it is named');
    await follow(page, page.locator('.results h2 a').first());
    check(/laskar/i.test(await page.locator('h1').innerText()), 'and what is found without it is there');
    await page.context().close();
  },

  'a list kept on the device, without a network too': async (world, check) => {
    const page = await openPage(world, { js: true });
    await page.goto('/cari?q=laskar');
    const keep = page.locator('.results [data-b]');
    await page.context().setOffline(true);
    await keep.nth(0).click();
    await keep.nth(1).focus();
    await page.keyboard.press('Space');
    check(await keep.nth(0).getAttribute('aria-pressed') === 'true', 'kept');
    check(/\(2\)/.test(await page.locator('.menu a[href="/daftar"]').textContent()), 'the menu counts two');
    await page.context().setOffline(false);
    await page.goto('/daftar');
    await page.waitForURL((u) => u.search.startsWith('?b='));
    check(await page.locator('.results > li').count() === 2, 'both are on the list');
    await page.fill('#nama', 'Untuk kelas X');
    await page.locator('#daftar-lain form .btn').click();
    check(/Untuk kelas X/.test(await page.locator('#daftar-lain ul').innerText()), 'kept under a name');
    await follow(page, page.locator('[data-x]').first());
    check(await page.locator('.results > li').count() === 1, 'one is taken out');
    await page.goto('/');
    check(/\(1\)/.test(await page.locator('.menu a[href="/daftar"]').textContent()), 'and not on the device any more');
    await page.context().close();
  },

  'a list without JavaScript is an address': async (world, check) => {
    const page = await openPage(world);
    await page.goto('/cari?q=laskar');
    await follow(page, page.locator('.results [data-b]').first());
    check(new URL(page.url()).pathname === '/daftar', 'the list');
    check(await page.locator('.results > li').count() === 1, 'with the title');
    await page.context().close();
  },
};
