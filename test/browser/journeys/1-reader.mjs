// What a reader does, without JavaScript, on a cheap phone.
import { follow, openPage } from '../world.mjs';

const total = async (page) => Number(/\d[\d.,]*/.exec(await page.title())?.[0].replace(/[.,]/g, ''));

export const journeys = {
  'from the home page to the shelf: search, title, library': async (world, check) => {
    const page = await openPage(world);
    await page.goto('/');
    await page.fill('#q', 'laskar pelangi');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/cari?*'); // Enter searches
    check(await page.inputValue('#q') === 'laskar pelangi', 'the box keeps the words');
    await follow(page, page.locator('a[href^="/b/"]').first());
    const text = await page.locator('main').innerText();
    check(/Laskar pelangi/i.test(text), 'the title page shows the title');
    check(/SMA Contoh Cemara/.test(text), 'and who holds it');
    check(/899\.221 HIR/.test(text), 'and the call number');
    check(/Senin/.test(text), 'and the opening hours');
    await follow(page, page.locator('main a[href^="/perpustakaan/"]').first());
    check(/\/perpustakaan\//.test(page.url()), 'to the library');
    check(/Contoh/.test(await page.locator('h1').innerText()), 'which says its name');
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },

  'facets narrow, are shown, and can be taken away': async (world, check) => {
    const page = await openPage(world, { width: 1280 });
    await page.goto('/cari?q=sejarah');
    const all = await total(page);
    const box = page.locator('input[name="bahasa"]').first();
    const promised = Number(await box.locator('xpath=..').locator('.num').innerText());
    await box.check();
    await follow(page, page.locator('aside .apply .btn'));
    check(await total(page) === promised, `the facet promised ${promised}, the page has ${await total(page)}`);
    check(promised < all, 'fewer than before');
    await follow(page, page.locator('main a.chip, a.chip, .chips a').first());
    check(await total(page) === all, 'taken away: all again');
    await page.context().close();
  },

  'pages of results follow each other without a title twice': async (world, check) => {
    const page = await openPage(world);
    const seen = new Set();
    await page.goto('/cari?q=indonesia&urut=title');
    const all = await total(page);
    for (let n = 1; n < 20; n++) {
      for (const a of await page.locator('h2 a[href^="/b/"], h3 a[href^="/b/"]').all()) {
        const href = await a.getAttribute('href');
        check(!seen.has(href), `${href} twice`);
        seen.add(href);
      }
      const next = page.locator('a[rel~="next"]');
      if (await next.count() === 0) break;
      await follow(page, next.first());
    }
    check(seen.size === all, `${seen.size} seen of ${all}`);
    await page.context().close();
  },

  'nothing found helps on': async (world, check) => {
    const page = await openPage(world);
    await page.goto('/cari?q=qwertyuiop');
    check(await page.locator('form[role="search"]').count() === 1, 'the box is there');
    check(await page.locator('main a').count() + await page.locator('.page a').count() > 0, 'ways on');
    await page.context().close();
  },

  'a page that is not there helps on': async (world, check) => {
    const page = await openPage(world);
    const answer = await page.goto('/tidak-ada');
    check(answer.status() === 404, '404');
    await follow(page, page.locator('main a.main, main a').first());
    check(new URL(page.url()).pathname === '/', 'home');
    await page.context().close();
  },

  'the language chosen stays': async (world, check) => {
    const page = await openPage(world);
    await page.goto('/cari?q=laskar');
    await page.locator('summary', { hasText: 'Menu' }).click();
    await follow(page, page.locator('a[hreflang="en"]'));
    check(await page.getAttribute('html', 'lang') === 'en', 'English');
    check(page.url().includes('q=laskar'), 'the same page');
    await page.goto('/perpustakaan');
    check(await page.getAttribute('html', 'lang') === 'en', 'still English');
    await page.goto('/?lang=id');
    await page.goto('/bantuan');
    check(await page.getAttribute('html', 'lang') === 'id', 'Indonesian again');
    await page.context().close();
  },

  'by keyboard alone': async (world, check) => {
    const page = await openPage(world, { width: 1280, js: true });
    await page.goto('/cari?q=laskar');
    await page.keyboard.press('Tab');
    check(await page.evaluate(() => document.activeElement.matches('a.skip')), 'the skip link is first');
    check((await page.locator('a.skip').boundingBox()).y >= 0, 'and visible');
    await page.keyboard.press('Enter');
    check(page.url().endsWith('#isi') || /#/.test(page.url()), 'and jumps');
    // Every stop of the Tab key is seen.
    await page.goto('/cari?q=laskar');
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      const unseen = await page.evaluate(() => {
        const e = document.activeElement;
        if (e === document.body) return null;
        const s = getComputedStyle(e), b = e.getBoundingClientRect();
        const ring = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
        return (ring || s.boxShadow !== 'none') && b.width > 0 ? null : e.outerHTML.slice(0, 120);
      });
      check(!unseen, `no focus to be seen: ${unseen}`);
    }
    await page.context().close();
  },

  'printed, a title is without what only works on screens': async (world, check) => {
    const page = await openPage(world, { width: 1280 });
    await page.goto('/cari?q=laskar');
    await follow(page, page.locator('a[href^="/b/"]').first());
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['nav', 'form[role="search"]', 'a.skip'])
      for (const e of await page.locator(gone).all()) check(!await e.isVisible(), `${gone} is printed`);
    check(await page.locator('h1').isVisible(), 'the title is printed');
    check(await page.locator('main').getByText('SMA Contoh Cemara').first().isVisible(), 'the libraries are printed');
    await page.context().close();
  },

  'settings for other systems are there without a script, and copied with a button with one': async (world, check) => {
    const plain = await openPage(world), page = await openPage(world, { js: true });
    await plain.goto('/sambung');
    check(await plain.locator('#koha dd b').first().isVisible(), 'the settings are there without a script');
    check(await plain.locator('main button').count() === 0, 'a button that does nothing');
    await page.goto('/sambung');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('#slims dd button').nth(1).click();
    await page.getByText('Tersalin').waitFor({ timeout: 5000 });
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    check(copied === world.address, `copied: ${copied}`);
    await plain.context().close();
    await page.context().close();
  },
};
