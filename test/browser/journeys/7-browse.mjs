// Leafing through headings, without JavaScript, on a cheap phone.
import { follow, openPage } from '../world.mjs';

const headings = (page) => page.locator('ol.browse > li p.line > a').allInnerTexts();

export const journeys = {
  'from the home page through the list of authors to a title': async (world, check) => {
    const page = await openPage(world);
    await page.goto('/');
    await follow(page, page.locator('main a[href="/jelajah"]').first());
    check(/Daftar pengarang/.test(await page.locator('h1').innerText()), 'the list of authors');
    await page.fill('#dari', 'hirata');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/jelajah/pengarang?dari=hirata');
    check(/^Hirata/.test((await headings(page))[0]), `begins at the name: ${(await headings(page))[0]}`);
    await follow(page, page.locator('ol.browse a').first());
    check(/\/cari\?pengarang=|\/b\//.test(page.url()), `to the titles: ${page.url()}`);
    check(/Hirata/.test(await page.locator('main').innerText()), 'of that author');
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },

  'pages of headings lead on and back, in order': async (world, check) => {
    const page = await openPage(world);
    await page.goto('/jelajah/judul');
    const first = await headings(page);
    await follow(page, page.locator('a[rel~="next"]'));
    const second = await headings(page);
    check(first.length > 10 && second.length > 0, 'two pages');
    check(!second.some((h) => first.includes(h)), 'no heading twice');
    const fold = (s) => s.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    check(/^[a-z]/.test(fold(first.at(-1))) ? fold(first.at(-1)) < fold(second[0]) : true, 'in order');
    await follow(page, page.locator('a[rel~="prev"]'));
    check(JSON.stringify(await headings(page)) === JSON.stringify(first), 'and back to the same');
    await page.context().close();
  },

  'a letter, another list, and the list around a title': async (world, check) => {
    const page = await openPage(world, { lang: 'en' });
    await page.goto('/jelajah?lang=en');
    await follow(page, page.locator('nav a', { hasText: 'Subjects' }).first());
    check(/List of subjects/.test(await page.locator('h1').innerText()), 'in English');
    await follow(page, page.locator('nav a', { hasText: /^S$/ }).first());
    check(/^s/i.test((await headings(page))[0] ?? 's'), 'from the letter on');
    await page.goto('/cari?q=laskar+pelangi');
    await follow(page, page.locator('main a[href^="/b/"]').first());
    await follow(page, page.locator('main a[href^="/jelajah/pengarang"]').first());
    check(/^Hirata/.test((await headings(page))[0]), 'the names around its author');
    await page.context().close();
  },
};
