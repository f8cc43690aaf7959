import { useTranslation } from 'react-i18next'
import { paths } from '../../../app/paths.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Kbd, PersonName, StateTag } from '../../../ui/Marks.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useGo } from '../../../ui/useGo.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { Likeness } from '../../customers/Likeness.tsx'
import type { Likely } from './useDuplicates.ts'

type Props = {
  items: Likely[]
  elsewhere: boolean
  chosenId?: string | undefined
  /** Offers to take one of them; without it the record can only be looked at. */
  onChoose?: ((one: Likely | undefined) => void) | undefined
}

const most = 3

/** “There may be somebody already”: while typing, before anything is saved. Keys 1 to 3 choose. */
export const Duplicates = ({ items, elsewhere, chosenId, onChoose }: Props) => {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const go = useGo()
  const shown = items.slice(0, most)
  useKeys(
    shown.map((one, index) => ({
      keys: `mod+${index + 1}`,
      label: t('duplicate.use', { name: one.name }),
      evenWhileTyping: true,
      run: () => onChoose?.(one.id === chosenId ? undefined : one),
    })),
    { enabled: onChoose !== undefined && shown.length > 0 },
  )
  if (shown.length === 0 && !elsewhere) return null
  return (
    <section className="dup" aria-live="polite" aria-label={t('duplicate.title', { n: items.length })}>
      <header className="row">
        <Icon name="merge" small />
        <b>{shown.length > 0 ? t('duplicate.title', { n: items.length }) : t('duplicate.elsewhereTitle')}</b>
        {elsewhere && <span className="cap">{t('duplicate.elsewhere')}</span>}
      </header>
      {shown.map((one, index) => {
        const on = one.id === chosenId
        return (
          <article key={one.id} className={on ? 'on' : undefined}>
            <div className="grow">
              <div className="row">
                <PersonName name={one.name} honorific={one.salutation ?? undefined} />
                {one.place && <span className="q cut">{one.place}</span>}
                {one.certain && <StateTag look="signal">{t('duplicate.certain')}</StateTag>}
                {one.doNotContact && <StateTag look="fault">{t('contact.no')}</StateTag>}
              </div>
              <div className="q2 cut">
                {[one.phone, t(`duplicate.how.${one.how as 'phone'}`, { defaultValue: one.how })]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
              {one.likeness && (
                <div className="cut">
                  <Likeness of={one.likeness} />
                </div>
              )}
              <div className="cap cut">
                {[
                  one.dealers.map((dealer) => dealer.name).join(' '),
                  t('duplicate.seen', { on: format.dayAt(one.seenAt) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            </div>
            {onChoose ? (
              <Button
                icon="check"
                look={on ? 'primary' : 'plain'}
                aria-pressed={on}
                onClick={() => onChoose(on ? undefined : one)}
              >
                {t(on ? 'duplicate.chosen' : 'duplicate.take')} <Kbd>{index + 1}</Kbd>
              </Button>
            ) : (
              <Button look="quiet" icon="arrow" onClick={() => go(paths.customer(one.id))}>
                {t('duplicate.look')}
              </Button>
            )}
          </article>
        )
      })}
      {shown.some((one) => one.certain) && !onChoose && <p className="cap">{t('duplicate.merges')}</p>}
    </section>
  )
}
