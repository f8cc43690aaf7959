import { attribute, type Element, take, takeAll, takeText } from './tree.ts'
import {
  type AdfAddress,
  type AdfContact,
  type AdfEmail,
  type AdfId,
  type AdfName,
  type AdfPhone,
  adfAddressTypes,
  adfNameParts,
  adfPhoneTimes,
} from './types.ts'
import { flag, mailAddress, phoneType, type Reading, word } from './words.ts'

export function readIds(parent: Element): AdfId[] {
  return takeAll(parent, 'id')
    .filter((id) => id.text !== '')
    .map((id) => ({ sequence: attribute(id, 'sequence'), source: attribute(id, 'source'), value: id.text }))
}

export function readContact(reading: Reading, parent: Element): AdfContact {
  return {
    name: readName(reading, parent),
    emails: readEmails(reading, parent),
    phones: readPhones(reading, parent),
    address: readAddress(reading, parent),
  }
}

/** A contact nobody filled in is no contact. */
export function readOptionalContact(reading: Reading, parent: Element): AdfContact | null {
  const element = take(parent, 'contact')
  if (element === null) return null
  const contact = readContact(reading, element)
  const isEmpty = !contact.name && !contact.address && contact.emails.length + contact.phones.length === 0
  return isEmpty ? null : contact
}

/** A second name of the same part is left unread and so ends up under extra instead of being overwritten. */
function readName(reading: Reading, parent: Element): AdfName | null {
  const name: AdfName = { full: null, parts: {}, isBusiness: false }
  for (const element of parent.children) {
    if (element.name !== 'name' || element.isRead || element.text === '') continue
    const part = word(reading, element, 'part', ['full', ...adfNameParts], 'full')
    if (part === 'full' ? name.full !== null : name.parts[part] !== undefined) continue
    element.isRead = true
    if (part === 'full') name.full = element.text
    else name.parts[part] = element.text
    if (word(reading, element, 'type', ['individual', 'business'], 'individual') === 'business')
      name.isBusiness = true
  }
  return name.full === null && Object.keys(name.parts).length === 0 ? null : name
}

function readEmails(reading: Reading, parent: Element): AdfEmail[] {
  return takeAll(parent, 'email').flatMap((element) => {
    const address = mailAddress(reading, element.text)
    return address ? [{ address, preferred: flag(element, 'preferredcontact') }] : []
  })
}

function readPhones(reading: Reading, parent: Element): AdfPhone[] {
  return takeAll(parent, 'phone').flatMap((element) => {
    const number = element.text.replace(/^tel:/i, '').trim()
    if (number === '') return []
    return [
      {
        number,
        ...phoneType(reading, element),
        time: word(reading, element, 'time', adfPhoneTimes, 'nopreference'),
        preferred: flag(element, 'preferredcontact'),
      },
    ]
  })
}

/** Street lines are numbered by `line`; without numbers the order of the text counts. */
function readAddress(reading: Reading, parent: Element): AdfAddress | null {
  const element = take(parent, 'address')
  if (element === null) return null
  const lines = takeAll(element, 'street').filter((line) => line.text !== '')
  const numbered = lines.map((line, index) => ({
    text: line.text,
    line: Number(attribute(line, 'line')) || index + 1,
  }))
  const address: AdfAddress = {
    type: word(reading, element, 'type', adfAddressTypes, null),
    street: numbered.sort((one, other) => one.line - other.line).map((line) => line.text),
    apartment: takeText(element, 'apartment'),
    city: takeText(element, 'city'),
    regionCode: takeText(element, 'regioncode'),
    postalCode: takeText(element, 'postalcode'),
    country: takeText(element, 'country'),
  }
  const { type: _, street, ...places } = address
  return street.length === 0 && Object.values(places).every((place) => place === null) ? null : address
}
