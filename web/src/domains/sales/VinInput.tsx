import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../../contract/endpoint.ts'
import { checkVin } from '../../../../contract/sales.ts'
import { useRead } from '../../app/query.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'

type Verdict = Reply<typeof checkVin>

const useSettled = (text: string) => {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 300)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

const Illegal = ({ verdict, length }: { verdict: Verdict; length: number }) => {
  const { t } = useTranslation('sales')
  const words = {
    empty: t('delivery.illegal.empty'),
    length: t('delivery.illegal.length', { n: length }),
    characters: t('delivery.illegal.characters'),
    wrong: t('delivery.illegal.other'),
    'absent-or-wrong': t('delivery.illegal.other'),
  }
  return (
    <div className="row bad">
      <Icon name="x" />
      {words[verdict.reason ?? 'wrong']}
    </div>
  )
}

const Said = ({
  verdict,
  length,
  onTake,
}: {
  verdict: Verdict
  length: number
  onTake: (vin: string) => void
}) => {
  const { t } = useTranslation('sales')
  const { suggestion } = verdict
  return (
    <>
      {verdict.verdict === 'illegal' && <Illegal verdict={verdict} length={length} />}
      {verdict.verdict === 'valid' && (
        <div className="row">
          <Icon name="check" />
          {t('delivery.valid')}
          {verdict.modelYears.length > 0 && (
            <span className="q">{t('delivery.years', { years: verdict.modelYears.join(' / ') })}</span>
          )}
        </div>
      )}
      {verdict.verdict === 'flagged' && (
        <div className="row">
          <Icon name="warn" />
          {t('delivery.flagged')}
        </div>
      )}
      {suggestion && (
        <div className="row">
          {t('delivery.suggestion', { vin: suggestion })}
          <Button look="link" onClick={() => onTake(suggestion)}>
            {t('delivery.take')}
          </Button>
        </div>
      )}
      {verdict.delivered && (
        <div className="row bad">
          <Icon name="warn" />
          {t('delivery.twice')}
        </div>
      )}
    </>
  )
}

type Props = { id?: string; value?: string; onChange?: (vin: string) => void }

/** A VIN, checked by the server while it is typed: check digit, model years, a likely slip, and whether it was delivered before. */
export const VinInput = ({ id, value = '', onChange }: Props) => {
  const { t } = useTranslation('sales')
  const vin = useSettled(value.trim())
  const { data, loading } = useRead(
    checkVin,
    { query: { vin } },
    { enabled: vin.length >= 5, staleSeconds: 30 },
  )
  const asked = vin.length >= 5 && vin === value.trim()
  return (
    <>
      <Input
        {...(id ? { id } : {})}
        className="mono"
        value={value}
        maxLength={40}
        autoCapitalize="characters"
        spellCheck={false}
        onChange={(event) => onChange?.(event.target.value.toUpperCase())}
      />
      <div className="sa-vin" aria-live="polite">
        {asked && loading && <span className="q">{t('delivery.checking')}</span>}
        {asked && data && <Said verdict={data} length={vin.length} onTake={(taken) => onChange?.(taken)} />}
      </div>
    </>
  )
}
