import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formScript, submitForm } from '../../../../contract/dispatch.ts'
import { captureAdf } from '../../../../contract/leads.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { serializeAdf } from '../../../kernel/adf/index.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const adf = (body: string, type = 'application/xml') =>
  world.call('meng', captureAdf, { body, headers: { 'content-type': type } } as never)
const prospect = (
  phone: string,
  more = '',
) => `<prospect status="new"><id source="shop.example">L-${phone}</id><requestdate>2026-11-22T09:30:00+08:00</requestdate>
  <vehicle interest="test-drive" status="new"><year>2027</year><make>环路</make><model>越岭</model><trim>越岭 L 四驱</trim></vehicle>
  <vehicle interest="trade-in" status="used"><make>Other</make><model>B</model></vehicle>
  <customer><contact><name part="full">欧阳喆</name><phone type="cellphone">${phone}</phone><address><city>杭州</city></address></contact>
  <timeframe><description>within a month</description></timeframe><comments>想周末试驾</comments></customer>
  <vendor><id source="oem">D0001</id><vendorname>杭州之江环路店</vendorname></vendor>${more}</prospect>`
const leadOf = async (id: string | null) =>
  (await world.sql('select * from leads.lead where id = $1', [id]))[0]!

describe('ADF', () => {
  it('is read with its car, trade-in, time, dealer and comment; sent again it is a duplicate', async () => {
    const first = await adf(`<adf>${prospect('13900000001')}</adf>`)
    expect(first).toMatchObject({
      status: 201,
      body: { items: [{ code: 'created', waiting: 'no-consent', grade: 'A' }] },
    })
    expect(await leadOf(first.body.items[0]!.leadId)).toMatchObject({
      trade_in: true,
      horizon: 'month',
      message: '想周末试驾',
      wanted_dealer_id: castId('D0001'),
      variant_id: castId('越岭 L 四驱'),
      captured_at: new Date('2026-11-22T01:30:00Z'),
    })
    const again = await adf(`<adf>${prospect('13900000001')}</adf>`)
    expect(again.body.items[0]).toMatchObject({ code: 'duplicate', leadId: first.body.items[0]!.leadId })
  })
  it('several prospects are several leads, each answered; a broken one is kept to be looked at', async () => {
    const broken =
      '<prospect><customer><contact><name part="full">无号码</name></contact></customer></prospect>'
    const answer = await adf(
      `<?ADF VERSION "1.0"?><adf>${prospect('13900000002')}${broken}${prospect('13900000003')}</adf>`,
      'text/xml',
    )
    expect(answer.body.items.map((item) => [item.code, item.waiting])).toEqual([
      ['created', 'no-consent'],
      ['created', 'needs-review'],
      ['created', 'no-consent'],
    ])
  })
  it('a letter that is not ADF becomes one lead to look at, with every word kept', async () => {
    const answer = await adf('您好，我想了解越岭，请联系 138 0013 8000', 'text/plain')
    expect(answer.body.items).toMatchObject([{ code: 'created', waiting: 'needs-review' }])
    expect(await leadOf(answer.body.items[0]!.leadId)).toMatchObject({
      message: '您好，我想了解越岭，请联系 138 0013 8000',
    })
  })
  it('what our own writer writes is read back', async () => {
    const { parseAdf } = await import('../../../kernel/adf/index.ts')
    const text = serializeAdf(parseAdf(`<adf>${prospect('13900000004')}</adf>`).prospects)
    expect((await adf(text)).body.items[0]).toMatchObject({ code: 'created', grade: 'A' })
  })
  it('refuses what is built to hurt, and JSON', async () => {
    expect((await adf('<adf>'.repeat(60))).status).toBe(422)
    expect((await adf('{}', 'application/json')).status).toBe(422)
  })
})

const code = 'trk-trade'
async function shownForm(after = 10_000): Promise<string> {
  const script = await world.call(null, formScript, { params: { code } })
  expect(script.status).toBe(200)
  world.clock.advance(after)
  return /"([a-z0-9]+\.[\w-]+)"/.exec(script.text)![1]!
}
const entry = (token: string, more: object = {}) => ({
  token,
  name: '刘洋',
  phone: '13900000010',
  division: '杭州',
  horizon: 'week',
  dealerConsent: true,
  page: 'https://shop.example/a',
  ...more,
})
const send = (body: object) => world.call(null, submitForm, { params: { code }, body: body as never })

describe('the web form', () => {
  it('its script may stand on any page and asks for the separate consent in a box of its own, not ticked', async () => {
    const script = await world.call(null, formScript, { params: { code } })
    expect(script.headers).toMatchObject({
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
    })
    expect(() => new Function(script.text)).not.toThrow()
    expect(script.text).toContain('dealerConsent')
    expect(script.text).not.toMatch(/\.checked\s*=/)
    expect((await world.call(null, formScript, { params: { code: 'nope' } })).status).toBe(404)
  })
  it('an entry becomes a lead of its campaign with the consent as evidence', async () => {
    expect((await send(entry(await shownForm()))).status).toBe(201)
    const [lead] = await world.sql(
      `select l.*, e.granted, e.channel, e.text_version from leads.lead l join consent.entry e using (customer_id) where l.landing_page = 'https://shop.example/a'`,
    )
    expect(lead).toMatchObject({
      campaign_id: castId('C-TRADE'),
      medium: 'search',
      grade: 'H',
      dealer_id: castId('D0001'),
      granted: true,
      channel: 'web-form',
      text_version: 'form-2026-11',
    })
  })
  it('without the box ticked nobody at a dealer gets the person', async () => {
    await send(entry(await shownForm(), { phone: '13900000011', dealerConsent: false, page: 'no-box' }))
    expect(
      (await world.sql(`select waiting, holder from leads.lead where landing_page = 'no-box'`))[0],
    ).toEqual({ waiting: 'no-consent', holder: 'pool' })
  })
  it('programs are let go: too fast, too old, another form’s token, the hidden field', async () => {
    expect((await send(entry(await shownForm(500)))).status).toBe(422)
    expect((await send(entry(await shownForm(25 * 3_600_000)))).status).toBe(422)
    expect((await send(entry('m1.forged'))).status).toBe(422)
    const before = await world.sql('select count(*) from leads.lead')
    expect((await send(entry(await shownForm(), { website: 'spam', phone: '13900000012' }))).status).toBe(201)
    expect(await world.sql('select count(*) from leads.lead')).toEqual(before)
  })
  it('one address may send ten a minute', async () => {
    const answers = []
    for (let n = 0; n < 10; n++) answers.push((await send(entry('m1.forged'))).status)
    expect(answers.at(-1)).toBe(429)
  })
  it('a browser of another page may ask first', async () => {
    const answer = await world.app.inject({
      method: 'OPTIONS',
      url: `/api/forms/${code}/leads`,
      headers: { origin: 'https://shop.example' },
    })
    expect([answer.statusCode, answer.headers['access-control-allow-headers']]).toEqual([
      204,
      'content-type, accept-language',
    ])
  })
})
