/**
 * Registration plates, GA 36: province, registrar's letter, then five characters (standard) or six (new-energy:
 * small cars start with the energy letter, large vehicles end with it). I and O are never used.
 */
export type PlateKind =
  | 'standard'
  | 'new-energy-small'
  | 'new-energy-large'
  | 'trailer'
  | 'learner'
  | 'police'
  | 'hong-kong'
  | 'macao'
  | 'diplomatic'
  | 'forces'

export type PlateReading =
  | { ok: true; plate: string; kind: PlateKind }
  | { ok: false; reason: 'empty' | 'shape'; suggestion?: string }

const province = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]'
const head = `${province}[A-HJ-NP-Z]`
const shapes: [PlateKind, RegExp][] = [
  ['standard', new RegExp(`^${head}[A-HJ-NP-Z0-9]{5}$`)],
  // D, A, B, C, E are battery-electric; F, G, H, J, K every other new energy.
  ['new-energy-small', new RegExp(`^${head}[A-HJK][A-HJ-NP-Z0-9]\\d{4}$`)],
  ['new-energy-large', new RegExp(`^${head}\\d{5}[A-HJK]$`)],
  ['trailer', new RegExp(`^${head}[A-HJ-NP-Z0-9]{4}挂$`)],
  ['learner', new RegExp(`^${head}[A-HJ-NP-Z0-9]{4}学$`)],
  ['police', new RegExp(`^${head}[A-HJ-NP-Z0-9]{4}警$`)],
  ['hong-kong', /^粤Z[A-HJ-NP-Z0-9]{4}港$/],
  ['macao', /^粤Z[A-HJ-NP-Z0-9]{4}澳$/],
  ['diplomatic', new RegExp(`^(?:使\\d{6}|\\d{6}使|${head}\\d{4}领|领\\d{6})$`)],
  ['forces', new RegExp(`^(?:WJ${province}?\\d{4}[0-9A-Z]|[A-HJ-NP-Z]{2}\\d{5})$`)],
]

/** Reads '浙A·7K3F6', '粤b 12345d', full-width and dashed forms. */
export function readPlate(raw: string): PlateReading {
  const plate = raw
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―_.·•・]/g, '')
  if (plate === '') return { ok: false, reason: 'empty' }
  const kind = kindOf(plate)
  if (kind) return { ok: true, plate, kind }
  const suggestion = plate.slice(0, 2) + plate.slice(2).replaceAll('O', '0').replaceAll('I', '1')
  return { ok: false, reason: 'shape', ...(kindOf(suggestion) && { suggestion }) }
}

const kindOf = (plate: string): PlateKind | undefined => shapes.find(([, shape]) => shape.test(plate))?.[0]

/** '浙A7K3*6': the last character but one is hidden. */
export const maskPlate = (plate: string): string =>
  plate.length < 3 ? plate : `${plate.slice(0, -2)}*${plate.slice(-1)}`
