// Every page that says that something went wrong: what it says, how it leads on, and that nothing typed is lost.
import { errors, openErrors, signInBeside, typedTitle } from '../errors.mjs';
import { openPage } from '../world.mjs';
import { violations } from './2-everyone.mjs';

const MOST_BYTES = 14 << 10; // what a server may send before it hears from the phone

// What holds for all of them.
async function look(page, answer, name, e, lang, check) {
  const said = (fine, what) => check(fine, `${name}: ${what}`);
  said(answer.status() === e.status, `status ${answer.status()}, not ${e.status}`);
  said((await answer.body()).length <= MOST_BYTES, `${(await answer.body()).length} bytes`);
  said(await page.locator('h1').count() === 1, 'one h1');
  said(await page.getAttribute('html', 'lang') === lang, `in ${lang}`);
  said((await page.title()).endsWith(', Silang'), `the title of the window: ${await page.title()}`);
  said(await page.locator('header.top .brand svg, header.staff .brand svg, header .brand svg').count() > 0, 'it looks like ours');
  said((await page.locator('main').innerText()).length > 60, 'it says what to do');
  for (const way of ['/', '/bantuan']) said(await page.locator(`a[href="${way}"]`).count() > 0, `a way to ${way}`);
  said(await page.locator('main a.btn, main button').count() > 0, 'something to press');
  if (e.again) said(await page.locator('main a.btn.main[rel=nofollow]').count() === 1, 'it can be tried again');
  const width = page.viewportSize().width;
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  said(wide <= 0, `at ${width} it is ${wide} px too wide`);
  said(page.strange.every((s) => /status of 5\d\d|Refused to apply style/.test(s)), `nothing strange: ${page.strange}`);
  if (e.kept) said((await page.content()).includes(e.kept), 'what was typed is there');
}

const walk = (lang, width, js) => async (world, check) => {
  const own = await openErrors();
  for (const [name, e] of Object.entries(errors)) {
    if (js && e.script === false) continue;
    const page = await openPage(own, { as: e.as ? own[e.as] : null, lang, width, js });
    try {
      const answer = await e.go(own, page);
      await look(page, answer, name, e, lang, check);
      for (const v of js ? await violations(page) : []) check(false, `${name}: ${v}`);
      if (e.typed && !js) {
        if (e.signedOut) await signInBeside(page, own[e.as]);
        await page.goBack();
        check(await page.inputValue('[name=judul]') === typedTitle, `${name}: a page back is what was typed`);
        await page.locator('.actbar [name=simpan]').click();
        if (e.again !== false) check(await page.waitForURL(/kabar=tersimpan/).then(() => true, () => false), `${name}: which can be sent again`);
      }
    } catch (x) {
      check(false, `${name}: ${String(x.stack).split('\n').slice(0, 3).join(' ')}`);
    }
    await page.context().close();
  }
  const end = await own.close();
  check(end.code === 0 && !/Sanitizer/.test(end.said), `the server ended with ${end.code}`);
};

export const journeys = {
  'every error page says what to do, at 360 px without JavaScript, in Indonesian': walk('id', 360, false),
  'every error page says what to do, and is accessible, at 1280 px in English': walk('en', 1280, true),
};
