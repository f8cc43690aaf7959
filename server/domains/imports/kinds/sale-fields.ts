import { phone } from '../values/identifiers.ts'
import { code, text } from '../values/texts.ts'
import { type Field, field } from './kind.ts'

/** What order books and delivery books have in common. */
export const orderNumber = (more: { required?: true } = {}): Field =>
  field(
    'orderNumber',
    '订单号 / Order number',
    'order',
    code(60),
    '订单编号|订单编码|销售订单号|合同号|合同编号|order_no|order no|order id|order|contract no|so number',
    more,
  )
export const leadNumber = field(
  'leadNumber',
  '线索编号 / Lead number',
  'lead',
  code(200),
  '线索号|线索ID|商机编号|lead_no|lead no|lead id|lead|prospect id|enquiry no',
)
export const dealerCode = (register: string): Field =>
  field(
    'dealerCode',
    '经销商编码 / Dealer code',
    register,
    code(40),
    '经销商|经销商代码|门店|门店编码|店代码|dealer_code|dealer|store|outlet',
  )
export const buyer = [
  field(
    'name',
    '客户姓名 / Customer name',
    'customer',
    text(120),
    '姓名|客户名称|客户|购车人|车主|车主姓名|订车人|customer_name|customer|buyer|name|owner',
  ),
  field(
    'phone',
    '电话 / Phone',
    'customer',
    phone,
    '手机|手机号|手机号码|联系电话|客户电话|移动电话|mobile|cell|telephone|phone number|tel|contact number',
    { shaped: true },
  ),
]
