// A library connects its SLiMS, on a phone, without JavaScript; SLiMS sends; the librarian sees what came.
import { counted, openPage } from '../world.mjs';

const at = '/staf/perpustakaan-umum-contoh';
const book = (id, title) => ({ biblio_id: String(id), title, publish_year: '2014', authors: [{ name: 'Wirawan, Dodi', level: '1', type: 'p', auth_list: null }], subjects: [] });

// What SLiMS does when its librarian clicks: the message it shows her.
async function slims(page, pasted, data) {
  const answer = await fetch(`${pasted.address}/ucs.php`, { method: 'POST', body: JSON.stringify({ node_info: pasted, node_data: data }) });
  return (await answer.json()).message;
}

export const journeys = {
  'SLiMS is connected with two clicks and nothing typed': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    const person = counted(page);
    await page.goto(`${at}/kirim`);
    await person.click(`main a[href="${at}/slims"]`);
    await person.click('main form .main');
    const pasted = {
      address: await page.locator('dd .mono').nth(0).innerText(),
      id: await page.locator('dd .mono').nth(1).innerText(),
      password: await page.locator('.code').innerText(),
    };
    check(person.clicks <= 2 && person.fields === 0, `${person.clicks} clicks, ${person.fields} fields`);
    check(pasted.address === world.address, `the address: ${pasted.address}`);
    check(/^([2-9a-z]{4}-){4}[2-9a-z]{4}$/.test(pasted.password), 'the password can be read aloud');
    check(/Pengaturan UCS/.test(await page.locator('main').innerText()), 'the words are those of SLiMS');
    await page.reload();
    check(!(await page.content()).includes(pasted.password), 'it is shown once');
    check(/sudah dibuat/.test(await page.locator('main').innerText()), 'and loading again makes no other');
    await page.goto(`${at}/slims`);
    check(/Menunggu kiriman pertama/.test(await page.locator('main').innerText()), 'it waits for SLiMS');
    world.pasted = pasted;
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },

  'what SLiMS sends is shown, with what was refused and what never came': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    if (!world.pasted) return check(false, 'nothing was connected');
    const wrong = await slims(page, { ...world.pasted, password: 'salah' }, { 3: book(3, 'Angin') });
    check(/Kata Sandi Peladen salah/.test(wrong), `a wrong password is told: ${wrong}`);
    await page.goto(`${at}/slims`);
    check(await page.locator('.note.warn').count() === 1, 'and on the page');
    const said = await slims(page, world.pasted, { 3: book(3, 'Angin yang menunggu'), 4: book(4, ''), 9: book(9, 'Hutan kata') });
    check(/2 data baru/.test(said) && /1 data ditolak/.test(said), `SLiMS is told: ${said}`);
    await page.goto(`${at}/slims`);
    const text = await page.locator('main').innerText();
    check(/Tersambung/.test(text), 'it is connected');
    check(/2 baru, 0 berubah/.test(text), 'what arrived');
    check(/Ruas Judul kosong/.test(text), 'what was refused and why');
    check(/1–2, 4–8/.test(text), 'what never came');
    check(await page.locator('.note.warn').count() === 0, 'the wrong password is past');
    await page.locator('section[aria-labelledby="h-tiba"] a.btn').first().click();
    await page.waitForURL('**/muatan/*');
    check(await page.locator('h1').innerText() === 'Sudah terbit', 'the delivery opens, to be undone');
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },
};
