import { createWriteStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { openTable } from '../server/kernel/tables/index.ts'
import { row } from './csv.ts'

/** One column under the three dialects' headings; the lead file has the C dialect's. */
const columns = {
  name: ['客户姓名', '姓名', 'name'],
  sex: ['性别', '称谓', 'salutation'],
  phone: ['手机号码', '联系电话', 'mobile', 'phone'],
  second_phone: ['备用电话', '联系电话2', 'phone2'],
  id_number: ['证件号码', '身份证', 'id_no'],
  birthday: ['出生日期', '生日', 'birthday'],
  company: ['公司名称', '单位', 'company'],
  credit_code: ['统一社会信用代码', '信用代码', 'credit_code'],
  city: ['所在城市', '城市', 'city'],
  address: ['联系地址', '地址', 'address'],
  plate: ['车牌号', '牌照', 'plate_no'],
  vin: ['车架号', 'VIN', 'vin'],
  email: ['电子邮箱', '邮箱', 'email'],
}
const sexes: Record<string, string> = { 男: 'm', 先生: 'm', Mr: 'm', 女: 'f', 女士: 'f', 小姐: 'f', Ms: 'f' }

/** Everybody in the dealers' files and among the leads of a twin, as one CSV with who they really are. */
export async function writePeopleTable(twin: string, out: string): Promise<number> {
  const truth = new Map<string, string>()
  for await (const rows of (await openTable(join(twin, 'truth/people.csv'))).rows)
    for (const { cells } of rows) truth.set(cells[1]!, cells[0]!)
  const file = createWriteStream(out)
  file.write(row(['record', ...Object.keys(columns), 'person']))
  let written = 0
  const write = async (path: string, recordOf: (cells: string[], number: number) => string) => {
    const table = await openTable(join(twin, path))
    const places = Object.values(columns).map((names) => table.header.findIndex((one) => names.includes(one)))
    let number = 0
    for await (const rows of table.rows)
      for (const { cells } of rows) {
        const record = recordOf(cells, ++number)
        const person = truth.get(record)
        if (person === undefined) continue
        const values = places.map((place) => cells[place] ?? '')
        values[1] = sexes[values[1]!] ?? ''
        file.write(row([record, ...values, person]))
        written++
      }
  }
  for (const name of (await readdir(join(twin, 'customers'))).sort())
    await write(`customers/${name}`, (_, number) => `customers/${name}:${number}`)
  await write('leads.csv', (cells) => cells[0]!)
  file.end()
  await finished(file)
  return written
}
