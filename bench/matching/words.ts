import { dice } from '../people.ts'

const list = (text: string): string[] => text.trim().split(/\s+/)

const commonSurnames = list(`
smith jones taylor brown williams wilson johnson davies robinson wright thompson evans walker white roberts
green hall wood jackson clarke clark lewis harris cooper king turner hill baker lee martin morris ward moore
scott allen bell young cook parker james bennett carter phillips richardson bailey shaw collins price cox
marshall watson mitchell adams webb gray mills palmer murphy hughes edwards harrison griffiths stevens ellis
simpson morgan rogers foster hunt reynolds graham barnes knight butler russell fisher stewart mason lloyd
dixon ross hamilton murray grant henderson kelly walsh byrne ryan campbell anderson reid burns gordon porter
perry gibson wallace ford freeman hawkins dunn fletcher chapman holmes cole pearson day harvey bradley lane
`)
const commonGiven = list(`
james john robert michael william david richard thomas charles joseph daniel matthew anthony mark paul steven
andrew kenneth george edward peter brian ronald kevin jason timothy jeffrey gary nicholas eric stephen
jonathan larry justin scott benjamin samuel gregory frank alexander raymond patrick jack dennis henry adam
nathan douglas zachary kyle walter ethan jeremy harold keith christian roger noah gerald terry arthur lawrence
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy margaret lisa betty dorothy
sandra ashley kimberly donna emily michelle carol amanda melissa deborah stephanie rebecca laura helen sharon
cynthia kathleen amy shirley angela anna ruth brenda pamela nicole katherine samantha christine catherine
virginia rachel janet maria heather diane olivia julie joyce victoria kelly christina joan evelyn judith
megan andrea hannah jacqueline martha gloria teresa sara madison frances abigail grace alice julia sophie
`)

/** Short forms a till, a form or a friend writes down instead of the registered name. */
export const nicknames = new Map(
  list(`
james:jim john:jack robert:bob michael:mike william:bill david:dave richard:dick thomas:tom charles:charlie
joseph:joe daniel:dan matthew:matt anthony:tony steven:steve stephen:steve andrew:andy kenneth:ken edward:ted
peter:pete ronald:ron timothy:tim jeffrey:jeff nicholas:nick jonathan:jon benjamin:ben samuel:sam gregory:greg
alexander:alex raymond:ray patrick:pat zachary:zac lawrence:larry patricia:pat jennifer:jenny elizabeth:liz
barbara:barb susan:sue jessica:jess margaret:maggie kimberly:kim amanda:mandy melissa:mel deborah:debbie
stephanie:steph rebecca:becky cynthia:cindy kathleen:kathy angela:angie pamela:pam nicole:nicky katherine:kate
samantha:sam christine:chris catherine:cathy virginia:ginny victoria:vicky christina:tina jacqueline:jackie
teresa:terry frances:fran abigail:abby madison:maddy nathan:nate frank:frankie douglas:doug gerald:gerry
`).map((pair) => pair.split(':') as [string, string]),
)

const onsets = list(
  'b br c ch cl cr d dr f fl g gl gr h j k kn l m n p pr qu r s sh sl st str sw t th tr v w wh y z',
)
const vowels = list('a e i o u ai ea ee oa ou ar er or')
const middles = list('b ck d dd g l ll m n nd ng nt p r rr s ss st t tt v x')
const surnameEnds = list(
  'ton son ley ford man well field ham worth wick by er s croft more land den bury gate shaw',
)
const givenEnds = list('a ia e ie y el en in on as is us ette ina elle ard ric win lyn ena')
const placeEnds = list('ton ham ford bury port mouth field stead minster haven bridge dale')
const streetKinds = list('road street lane avenue close drive way court place grove')

/** `count` distinct words: the known ones first (so they are the frequent ones), the rest from syllables. */
function compose(known: string[], ends: string[], count: number, seed: number): string[] {
  const roll = dice(seed)
  const pick = (from: string[]): string => from[Math.floor(roll() * from.length)]!
  const words = new Set(known)
  while (words.size < count) {
    const middle = roll() < 0.75 ? pick(middles) : pick(middles) + pick(vowels) + pick(middles)
    const word = pick(onsets) + pick(vowels) + middle + pick(ends)
    words.add(word.replace(/(.)\1\1+/g, '$1$1'))
  }
  return [...words]
}

// The vocabulary has its own seeds: another seed gives other people, not another language.
const surnames = compose(commonSurnames, surnameEnds, 4_000, 101)
const given = compose(commonGiven, givenEnds, 2_500, 102)
const places = compose([], placeEnds, 300, 103)
export const streets = compose([], placeEnds, 1_500, 104).map(
  (word, at) => `${word} ${streetKinds[at % streetKinds.length]}`,
)
const domains = list(
  'post mail inbox letters webmail courier envelope parcel stamp dispatch pigeon telegram',
).map((word) => `${word}.example`)

type Draw = (roll: () => number) => string
const slots = 1 << 18

/** Draws with frequency 1/(rank+shift)^slope: a few names are everywhere, most are rare. */
function skewed(words: string[], shift: number, slope: number): Draw & { shares: number[] } {
  const weights = words.map((_, rank) => 1 / (rank + shift) ** slope)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = weights.map((weight) => weight / total)
  const table = new Uint16Array(slots)
  let word = 0
  let reached = shares[0]!
  for (let slot = 0; slot < slots; slot++) {
    while (slot / slots >= reached && word < words.length - 1) reached += shares[++word]!
    table[slot] = word
  }
  return Object.assign((roll: () => number) => words[table[Math.floor(roll() * slots)]!]!, { shares })
}

export const drawSurname = skewed(surnames, 8, 0.95)
export const drawGiven = skewed(given, 5, 1)
export const drawDomain = skewed(domains, 2, 1)
export const drawCity = skewed(places, 3, 1)

/** Postcode areas are two letters per city; a big city has many districts (10 to 99). */
export const areas = new Map(
  places.map((place, at) => [
    place,
    {
      letters: String.fromCharCode(97 + Math.floor(at / 26), 97 + (at % 26)),
      districts: Math.max(1, Math.min(90, Math.round(drawCity.shares[at]! * 700))),
    },
  ]),
)
