import { useTranslation } from 'react-i18next'
import { listDealers } from '../../../../../contract/dealers.ts'
import {
  type ImportDetail,
  type ImportOptions,
  type MatchKey,
  matchKeys,
} from '../../../../../contract/imports.ts'
import { readCatalogue } from '../../../../../contract/vehicles.ts'
import { useRead } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Choice } from '../../../ui/inputs.tsx'
import { Menu } from '../../../ui/Popup.tsx'
import { Segment } from '../../../ui/Segment.tsx'

type Props = {
  item: ImportDetail
  onOptions: (options: Partial<ImportOptions>) => void
  locked: boolean
}

const ofPeople = new Set<ImportDetail['kind']>(['customers', 'leads'])
const ofPlaces = new Set<ImportDetail['kind']>([
  'customers',
  'leads',
  'orders',
  'deliveries',
  'repair-orders',
  'calls',
  'daily-counts',
  'staff',
])

const Keys = ({ item, onOptions, locked }: Props) => {
  const { t } = useTranslation('imports')
  const all = item.options.matchOn === undefined
  const chosen: readonly MatchKey[] = item.options.matchOn ?? matchKeys
  const others = matchKeys.filter((key) => !chosen.includes(key))
  const without = (key: MatchKey) => chosen.filter((one) => one !== key)
  return (
    <div className="f">
      <span className="lab">
        {t('option.match')}
        {all && <span className="q">{t('option.allKeys')}</span>}
      </span>
      <div className="iw-chips">
        {chosen.map((key, index) => (
          <span key={key} className="chip on">
            <button type="button" disabled>
              {index + 1} <b>{t(`key.${key}`)}</b>
            </button>
            {!locked && chosen.length > 1 && (
              <button
                type="button"
                className="chip-x"
                aria-label={t('option.removeKey', { name: t(`key.${key}`) })}
                onClick={() => onOptions({ matchOn: without(key) })}
              >
                <Icon name="x" />
              </button>
            )}
          </span>
        ))}
        {others.length > 0 && !locked && (
          <Menu
            placement="bottomLeft"
            items={others.map((key) => ({
              key,
              label: t(`key.${key}`),
              run: () =>
                onOptions({ matchOn: matchKeys.filter((one) => one === key || chosen.includes(one)) }),
            }))}
          >
            <button type="button" className="chip add">
              <Icon name="plus" />
              {t('option.addKey')}
            </button>
          </Menu>
        )}
      </div>
    </div>
  )
}

const Place = ({ item, onOptions, locked }: Props) => {
  const { t } = useTranslation('imports')
  const dealers = useRead(
    listDealers,
    { query: { limit: 1000 } },
    { enabled: useCan('dealers.read'), staleSeconds: 600 },
  )
  const brands = useRead(readCatalogue, {}, { enabled: useCan('vehicles.read'), staleSeconds: 600 })
  const named = (rows: { code: string; name: string }[] | undefined) =>
    (rows ?? []).map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))
  const { dealerCode, brandCode } = item.options
  return (
    <div className="f-row">
      <div className="f">
        <span className="lab">{t('option.dealer')}</span>
        <Choice<string>
          clear
          disabled={locked}
          value={dealerCode}
          placeholder={t('option.none')}
          options={named(dealers.data?.items)}
          onChange={(code) => onOptions({ dealerCode: code ?? '' })}
        />
      </div>
      <div className="f">
        <span className="lab">{t('option.brand')}</span>
        <Choice<string>
          clear
          disabled={locked}
          value={brandCode}
          placeholder={t('option.none')}
          options={named(brands.data?.brands)}
          onChange={(code) => onOptions({ brandCode: code ?? '' })}
        />
      </div>
    </div>
  )
}

/** How people are recognised, and what empty and unreadable cells mean. */
export const Options = (props: Props) => {
  const { t } = useTranslation('imports')
  const { item, onOptions, locked } = props
  const atDealer = useSession().home === 'dealer'
  return (
    <>
      {ofPeople.has(item.kind) && <Keys {...props} />}
      <div className="f">
        <span className="lab">{t('option.empty')}</span>
        <Segment
          label={t('option.empty')}
          options={(['keep', 'clear'] as const).map((value) => ({
            value,
            label: t(`option.${value}`),
            disabled: locked,
          }))}
          value={item.options.empty}
          onChange={(empty) => onOptions({ empty })}
        />
      </div>
      <div className="f">
        <span className="lab">{t('option.unreadable')}</span>
        <Segment
          label={t('option.unreadable')}
          options={(['row', 'value'] as const).map((value) => ({
            value,
            label: t(`option.${value}`),
            disabled: locked,
          }))}
          value={item.options.unreadable}
          onChange={(unreadable) => onOptions({ unreadable })}
        />
      </div>
      {ofPlaces.has(item.kind) && !atDealer && <Place {...props} />}
    </>
  )
}
