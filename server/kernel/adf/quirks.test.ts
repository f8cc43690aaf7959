import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { adfKey, parseAdf, readAdfDate } from './index.ts'

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url))
const one = (body: Uint8Array | string) => {
  const { prospects, repairs, reason } = parseAdf(body)
  expect(reason).toBeUndefined()
  return { prospect: prospects[0]!, repairs }
}
const person = '<customer><contact><name>A</name><phone>13800138000</phone></contact></customer>'

describe('ADF as it arrives', () => {
  it('reads the canonical example without a single repair', () => {
    const { prospect, repairs } = one(fixture('canonical.adf'))
    expect(repairs).toEqual([])
    expect(prospect.requestDate).toBe('2026-11-22T01:30:00Z')
    expect(prospect.ids).toEqual([{ sequence: '1', source: 'shop.example', value: 'L-20261122-0001' }])
    expect(prospect.vehicles.map((vehicle) => vehicle.interest)).toEqual(['test-drive', 'trade-in'])
    expect(prospect.vehicles[1]?.odometer).toEqual({ value: '86000', units: 'km', status: 'original' })
    expect(prospect.customer.name).toEqual({ full: '欧阳喆', parts: {}, isBusiness: false })
    expect(prospect.customer.timeframe?.earliest).toBe('2026-11-28T16:00:00Z')
    expect(prospect.vendor).toMatchObject({ ids: [{ value: 'D0421' }], name: '示例汽车北京朝阳店' })
    expect(prospect.extra).toEqual([])
  })

  it('finds ADF that a mail program escaped into HTML', () => {
    const { prospect, repairs } = one(fixture('html-escaped.txt'))
    expect(repairs).toEqual(expect.arrayContaining(['html-escaped', 'lenient-date']))
    expect(prospect.customer.name?.full).toBe('Li Na')
    expect(prospect.customer.emails[0]?.address).toBe('lina@mail.example')
    expect(prospect.customer.comments).toBe('colour <white> & tow bar')
    expect(prospect.requestDate).toBe('2026-06-25T07:05:00Z')
  })

  it('reads mixed case, a namespace, a wrong instruction, bare ampersands and unknown words', () => {
    const { prospect, repairs } = one(fixture('tag-soup.txt'))
    expect(repairs).toEqual(
      expect.arrayContaining(['tag-case', 'namespace', 'ampersand', 'mailto', 'phone-type']),
    )
    expect(prospect.vehicles[0]).toMatchObject({
      interest: 'trade-in',
      status: 'used',
      make: 'Old & Co',
      model: 'R&D',
    })
    expect(prospect.vehicles[1]).toMatchObject({ interest: 'buy', year: null, model: 'E5 Max' })
    expect(prospect.customer.name?.parts).toEqual({ first: '小明', last: '王' })
    expect(prospect.customer.emails).toEqual([{ address: 'xm@mail.example', preferred: false }])
    expect(prospect.customer.phones).toMatchObject([
      { number: '010-65551234', type: 'voice', originalType: 'home' },
      { number: '13700137000', type: 'cellphone', originalType: 'mobile', time: 'evening' },
    ])
    expect(prospect.customer.address?.street).toEqual(['建国路 1 号', '朝阳区'])
    expect(prospect.extra).toEqual([
      { path: 'vehicle[1]/engine', text: '1.8T' },
      { path: 'customer/contact/wechat', text: 'xm_1990' },
    ])
    expect(prospect.vendor).toMatchObject({
      name: null,
      contact: { emails: [{ address: 'd0421@dealers.example' }] },
    })
    expect(prospect.requestDate).toBe('2026-06-25T16:47:50Z')
  })

  it('joins quoted-printable soft breaks', () => {
    const { prospect, repairs } = one(fixture('quoted-printable.txt'))
    expect(repairs).toContain('quoted-printable')
    expect(prospect.customer.name?.full).toBe('欧阳喆')
    expect(prospect.ids[0]).toEqual({ sequence: '1', source: 'qp.example', value: 'Q-1' })
  })

  it('makes one prospect of each and treats a missing vehicle as a general enquiry', () => {
    const { prospects, repairs } = parseAdf(fixture('several.adf'))
    expect(prospects.map((prospect) => prospect.status)).toEqual(['new', 'resend', 'new'])
    expect(prospects.every((prospect) => prospect.vehicles.length === 0)).toBe(true)
    expect(prospects[2]).toMatchObject({ requestDate: null, requestDateRaw: 'some day soon' })
    expect(prospects[1]?.raw).toMatch(/^<prospect status="resend">.*<\/prospect>$/s)
    expect(repairs).toEqual(expect.arrayContaining(['missing-vehicle', 'unreadable-date']))
  })

  it('reads latin-1 and GBK bytes that claim to be UTF-8, and one broken byte in good UTF-8', () => {
    const xml = (name: string) =>
      `<?xml version="1.0" encoding="UTF-8"?><adf><prospect><id>${name}</id></prospect></adf>`
    expect(one(Buffer.from(xml('José Müller'), 'latin1')).prospect.ids[0]?.value).toBe('José Müller')
    const gbk = Buffer.concat([
      Buffer.from('<adf><prospect><id>'),
      Buffer.from([0xc5, 0xb7, 0xd1, 0xf4]),
      Buffer.from('</id></prospect></adf>'),
    ])
    expect(one(gbk).prospect.ids[0]?.value).toBe('欧阳')
    const damaged = Buffer.from(xml('欧阳喆先生'))
    damaged[damaged.indexOf('先')] = 0xff
    expect(one(damaged).prospect.ids[0]?.value).toMatch(/^欧阳喆.*生$/)
    expect(one(damaged).repairs).toContain('encoding')
  })

  it('ignores a byte-order mark and text around the document', () => {
    const { repairs, prospect } = one(
      `\ufeffLead below:\n<adf><prospect>${person}</prospect></adf>\n-- \nsent by X`,
    )
    expect(repairs).toEqual(expect.arrayContaining(['bom', 'text-around']))
    expect(prospect.customer.phones).toHaveLength(1)
  })

  it('mends forgotten and crossed closing tags and says so', () => {
    const { prospects, repairs } = parseAdf(
      `<adf><prospect><id>1</id>${person.replace('</contact>', '')}<prospect><id>2</id>${person}</adf>`,
    )
    expect(prospects.map((prospect) => prospect.ids[0]?.value)).toEqual(['1', '2'])
    expect(prospects.every((prospect) => prospect.customer.phones.length === 1)).toBe(true)
    expect(repairs).toContain('unbalanced-tags')
  })

  it('reads a customer without a contact element', () => {
    const { prospect } = one(
      '<adf><prospect><customer><name>A</name><phone>138</phone><email>a@x.example</email></customer></prospect></adf>',
    )
    expect(prospect.customer).toMatchObject({
      name: { full: 'A' },
      phones: [{ number: '138' }],
      emails: [{ address: 'a@x.example' }],
    })
  })

  it.each([
    ['2008-06-25T8:47:50', '2008-06-25T00:47:50Z'],
    ['2008-06-25T08:47:50-08:0', '2008-06-25T16:47:50Z'],
    ['06/25/2008', '2008-06-24T16:00:00Z'],
    ['25/06/2008 21:00', '2008-06-25T13:00:00Z'],
    ['2026年11月22日 9:30', '2026-11-22T01:30:00Z'],
    ['20261122T093000', '2026-11-22T01:30:00Z'],
    ['Sun, 22 Nov 2026 09:30:00 +0800', '2026-11-22T01:30:00Z'],
    ['Nov 22, 2026 12:05 AM', '2026-11-21T16:05:00Z'],
    ['2026-11-22 09:30:00Z', '2026-11-22T09:30:00Z'],
    ['2026-02-31', null],
    ['tomorrow', null],
    ['2026-11-22T25:00:00+08:00', null],
  ])('reads the date %s', (raw, instant) => {
    expect(readAdfDate(raw, 'Asia/Shanghai')).toBe(instant)
  })
})

describe('the key of an enquiry', () => {
  const key = (body: string) => adfKey(one(body).prospect)
  const lead = (inner: string, status = 'new') =>
    `<adf><prospect status="${status}">${inner}${person}</prospect></adf>`

  it('is the same when the enquiry is sent again', () => {
    expect(key(lead('<id source="a">1</id>', 'resend'))).toBe(key(lead('<id source="a">1</id>')))
    expect(key(lead('', 'resend'))).toBe(key(lead('')))
    const date = '<requestdate>2026-11-22T09:30:10+08:00</requestdate>'
    expect(key(lead(date))).toBe(
      key(
        lead('<requestdate>2026-11-22T01:30:50Z</requestdate>').replace('13800138000', '+86 138 0013 8000'),
      ),
    )
  })

  it('differs by source, provider and, without an id, by car', () => {
    expect(key(lead('<id source="a">1</id>'))).not.toBe(key(lead('<id source="b">1</id>')))
    const from = (service: string) =>
      lead(`<id>1</id><provider><name>x</name><service>${service}</service></provider>`)
    expect(key(from('one'))).not.toBe(key(from('two')))
    expect(key(lead('<vehicle><model>E5</model></vehicle>'))).not.toBe(
      key(lead('<vehicle><model>E7</model></vehicle>')),
    )
  })
})
