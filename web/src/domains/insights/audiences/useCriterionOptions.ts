import { useTranslation } from 'react-i18next'
import { educations, maritals } from '../../../../../contract/customer-profile.ts'
import { contactChannels, customerKinds, lifecycleStages, sexes } from '../../../../../contract/customers.ts'
import { listDealers } from '../../../../../contract/dealers.ts'
import { chanceBands } from '../../../../../contract/propensity.ts'
import { abcClasses, lapseBands, valueClasses, valueStages } from '../../../../../contract/value.ts'
import { readCatalogue } from '../../../../../contract/vehicles.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useRead } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { useNetwork } from '../../dealers/useNetwork.ts'
import { provinces } from '../boards/provinces.ts'
import type { Criterion } from './criteria.ts'

type Options = { value: string; label: string }[]
const of = <T extends string>(values: readonly T[], label: (value: T) => string): Options =>
  values.map((value) => ({ value, label: label(value) }))
const named = (items: readonly { id: string; name: string }[] | undefined): Options =>
  items?.map(({ id, name }) => ({ value: id, label: name })) ?? []

/** What may be chosen in each condition that has a list. */
export const useCriterionOptions = (): Partial<Record<Criterion, Options>> => {
  const { t } = useTranslation('audiences')
  const { t: worth } = useTranslation('value')
  const { t: person } = useTranslation('customers')
  const { language } = useLanguage()
  const { brands, home } = useSession()
  const network = useNetwork()
  const slow = { staleSeconds: 600 }
  const dealers = useRead(
    listDealers,
    { query: { limit: 1000 } },
    { ...slow, enabled: useCan('dealers.read') },
  )
  const catalogue = useRead(readCatalogue, {}, { ...slow, enabled: useCan('vehicles.read') })
  const bands = of(chanceBands, (value) => t(`band.${value}`))
  return {
    valueClass: of(valueClasses, (value) => worth(`classes.${value}`)),
    abc: of(abcClasses, (value) => value),
    valueStage: of(valueStages, (value) => worth(`stages.${value}`)),
    lapse: of(lapseBands, (value) => t(`lapse.${value}`)),
    'chance.lead-to-sale': bands,
    'chance.repurchase': bands,
    'chance.response': bands,
    ...(brands.length > 1 ? { brand: named(brands) } : {}),
    ...(home === 'dealer' ? {} : { region: named(network.regions), dealer: named(dealers.data?.items) }),
    division: Object.entries(provinces).map(([code, place]) => ({
      value: code,
      label: language === 'en' ? `${place.en} ${place.zh}` : place.zh,
    })),
    series: named(catalogue.data?.series),
    stage: of(lifecycleStages, (value) => person(`stage.${value}`)),
    kind: of(customerKinds, (value) => person(`kind.${value}`)),
    sex: of(sexes, (value) => person(`sex.${value}`)),
    marital: of(maritals, (value) => person(`marital.${value}`)),
    education: of(educations, (value) => person(`education.${value}`)),
    preferredChannel: of(contactChannels, (value) => person(`channel.${value}`)),
  }
}
