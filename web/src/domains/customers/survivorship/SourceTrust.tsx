import { AutoComplete, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { originWords } from '../../../../../contract/leads.ts'
import type { SurvivorshipRules } from '../../../../../contract/survivorship.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { useSourceName } from '../words.ts'

type Trust = SurvivorshipRules['trust']

/** How far each source is trusted; files may bring sources nobody has words for, so any name may be typed. */
export const SourceTrust = ({ trust, onChange }: { trust: Trust; onChange: (trust: Trust) => void }) => {
  const { t } = useTranslation('customers')
  const sourceName = useSourceName()
  const [typed, setTyped] = useState('')
  const listed = Object.keys(trust).sort((a, b) => trust[b]! - trust[a]! || (a < b ? -1 : 1))
  const known = ['by-hand', ...Object.keys(originWords)].filter((one) => trust[one] === undefined)
  const add = (source: string) => {
    const name = source.trim().slice(0, 60)
    if (name && trust[name] === undefined) onChange({ ...trust, [name]: 50 })
    setTyped('')
  }
  const without = (source: string) =>
    onChange(Object.fromEntries(Object.entries(trust).filter(([one]) => one !== source)))
  return (
    <Panel title={t('survivorship.trust')} note={t('survivorship.trustNote')}>
      <div className="sv-trust">
        {listed.map((source) => (
          <div className="sv-source" key={source}>
            <span className="cut" title={sourceName(source)}>
              {sourceName(source)}
            </span>
            <InputNumber
              aria-label={sourceName(source)}
              min={0}
              max={100}
              precision={0}
              value={trust[source]!}
              onChange={(value) => onChange({ ...trust, [source]: value ?? 50 })}
            />
            <IconButton
              icon="x"
              label={t('survivorship.removeSource', { source: sourceName(source) })}
              onClick={() => without(source)}
            />
          </div>
        ))}
        <AutoComplete
          aria-label={t('survivorship.addSource')}
          className="wide"
          placeholder={t('survivorship.addSource')}
          value={typed}
          options={known.map((one) => ({ value: one, label: sourceName(one) }))}
          showSearch={{
            filterOption: (text, option) =>
              `${option?.value} ${option?.label}`.toLowerCase().includes(text.toLowerCase()),
          }}
          onChange={(text: string) => setTyped(text)}
          onSelect={add}
          onInputKeyDown={(event) => event.key === 'Enter' && !known.includes(typed) && add(typed)}
        />
      </div>
    </Panel>
  )
}
