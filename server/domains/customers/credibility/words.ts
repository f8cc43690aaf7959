import type { JudgedField } from '../../../../contract/credibility.ts'
import type { Words } from '../../../../contract/endpoint.ts'

/** For files and refusals; the screens have their own. */
export const fieldWords: Record<JudgedField, Words> = {
  name: { zh: '姓名', en: 'name' },
  phone: { zh: '电话', en: 'phone' },
  divisionCode: { zh: '地区', en: 'place' },
  address: { zh: '住址', en: 'address' },
  residentId: { zh: '身份证号', en: 'ID number' },
  creditCode: { zh: '信用代码', en: 'credit code' },
  birthOn: { zh: '生日', en: 'birthday' },
  vin: { zh: 'VIN', en: 'VIN' },
  plate: { zh: '车牌', en: 'plate' },
  email: { zh: '邮箱', en: 'e-mail' },
  sex: { zh: '性别', en: 'sex' },
}
