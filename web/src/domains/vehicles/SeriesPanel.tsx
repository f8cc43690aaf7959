import { useTranslation } from 'react-i18next'
import { type CatalogueSeriesReply, energies } from '../../../../contract/vehicles.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Money } from '../../ui/Figures.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PlainTable } from '../../ui/PlainTable.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import type { Editing } from './EditDrawer.tsx'

type Props = {
  series: CatalogueSeriesReply
  brand: string
  mayEdit: boolean
  onEdit: (editing: Editing) => void
}

type Variant = CatalogueSeriesReply['variants'][number]

/** Energy in the reader's language; an import may bring a word of its own. */
export const useEnergy = () => {
  const { t } = useTranslation('vehicles')
  return (value: string) => {
    // Files write `range extender`.
    const known = energies.find((one) => one === value.replaceAll(' ', '-'))
    return known ? t(`energy.${known}`) : value
  }
}

const State = ({ active }: { active: boolean }) => {
  const { t } = useTranslation('vehicles')
  return active ? (
    <span className="q2">{t('onSale')}</span>
  ) : (
    <StateTag look="outline">{t('closed')}</StateTag>
  )
}

const Variants = ({ series, mayEdit, onEdit }: Omit<Props, 'brand'>) => {
  const { t } = useTranslation('vehicles')
  const rows = [...series.variants].sort((a, b) => a.priceFen - b.priceFen)
  return (
    <PlainTable<Variant>
      label={t('variants')}
      rows={rows}
      id={(variant) => variant.id}
      empty={t('noVariants')}
      low
      {...(mayEdit
        ? { onOpen: (variant: Variant) => onEdit({ kind: 'variant', seriesId: series.id, ...variant }) }
        : {})}
      columns={[
        {
          key: 'name',
          title: t('column.variant'),
          cell: (variant) => <span title={variant.name}>{variant.name}</span>,
        },
        {
          key: 'model',
          title: t('column.model'),
          width: 150,
          cell: (variant) => (
            <span className="q2" title={variant.model}>
              {variant.model}
            </span>
          ),
        },
        {
          key: 'state',
          title: t('column.state'),
          width: 84,
          cell: (variant) => <State active={variant.active} />,
        },
        {
          key: 'price',
          title: t('column.price'),
          width: 110,
          number: true,
          cell: (variant) => <Money fen={variant.priceFen} />,
        },
      ]}
    />
  )
}

/** One series: what it is, its variants with their prices, and what can be added. */
export const SeriesPanel = ({ series, brand, mayEdit, onEdit }: Props) => {
  const { t } = useTranslation('vehicles')
  const format = useFormat()
  const energy = useEnergy()
  const prices = series.variants.map(({ priceFen }) => priceFen)
  const from = prices.length > 0 ? t('priceFrom', { price: format.money(Math.min(...prices)) }) : undefined
  return (
    <Panel
      title={series.name}
      note={[brand, series.segment, energy(series.energy), from].filter(Boolean).join(' · ')}
      flush
      end={
        <>
          {!series.active && <StateTag look="outline">{t('closed')}</StateTag>}
          {mayEdit && (
            <IconButton
              icon="edit"
              label={`${t('edit.series')} ${series.name}`}
              onClick={() => onEdit({ kind: 'series', ...series })}
            />
          )}
        </>
      }
    >
      <Variants {...{ series, mayEdit, onEdit }} />
      <div className="vc-options">
        <span className="cap">{t('options')}</span>
        {series.options.map((option) => (
          <button
            key={option.id}
            type="button"
            className="tag"
            disabled={!mayEdit}
            title={mayEdit ? t('edit.option') : t('mayNot')}
            onClick={() => onEdit({ kind: 'option', seriesId: series.id, ...option })}
          >
            {option.name} <Money fen={option.priceFen} />
          </button>
        ))}
        {series.options.length === 0 && <span className="cap">{t('noOptions')}</span>}
        {mayEdit && (
          <span className="end row">
            <Button
              look="quiet"
              icon="plus"
              onClick={() => onEdit({ kind: 'newOption', seriesId: series.id })}
            >
              {t('edit.newOption')}
            </Button>
            <Button
              look="quiet"
              icon="plus"
              onClick={() => onEdit({ kind: 'newVariant', seriesId: series.id })}
            >
              {t('edit.newVariant')}
            </Button>
          </span>
        )}
      </div>
    </Panel>
  )
}
