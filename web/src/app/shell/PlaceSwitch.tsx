import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listDealers } from '../../../../contract/dealers.ts'
import { useNetwork } from '../../domains/dealers/useNetwork.ts'
import { classes } from '../../ui/classes.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Popup } from '../../ui/Popup.tsx'
import { choosePlace, type Place, usePlace } from '../place.ts'
import { useRead } from '../query.ts'
import { useCan, useSession } from '../session.tsx'

const icons: Record<Place['kind'], IconName> = { brand: 'car', region: 'map', dealer: 'build' }
const mostDealers = 20
/** Whose screens begin at the place; without any of them there is nothing to choose. */
const narrowed = ['insights.read', 'leads.read', 'sales.read', 'service.read']

/** Brands, regions and dealers within one's own scope; dealers are many and found by what is typed. */
const usePlaces = (typed: string) => {
  const { brands, scope, node } = useSession()
  const { regions, nameOf } = useNetwork()
  const text = typed.trim()
  const wide = scope === 'carmaker' || scope === 'brand'
  // The network is known to everybody; what can be looked at is what lies below one's own node.
  const below = scope === 'carmaker' ? {} : { under: node.id }
  const { data } = useRead(
    listDealers,
    { query: { limit: mostDealers, active: 'true', ...below, ...(text ? { q: text } : {}) } },
    { enabled: useCan('dealers.read') && scope !== 'dealer' && (text !== '' || !wide), staleSeconds: 60 },
  )
  const fits = (name: string) => name.toLowerCase().includes(text.toLowerCase())
  const place = (kind: Place['kind']) => (one: { id: string; name: string; note?: string }) => ({
    ...one,
    kind,
  })
  // 华东 stands once below each brand: the brand tells them apart.
  const note = (brandId: string | null) => (brands.length > 1 ? { note: nameOf(brandId) } : {})
  return {
    brand: brands.length > 1 ? brands.filter(({ name }) => fits(name)).map(place('brand')) : [],
    region: wide
      ? regions
          .filter(({ name, brandId }) => fits(name) && (scope === 'carmaker' || brandId === node.id))
          .map(({ id, name, brandId }) => place('region')({ id, name, ...note(brandId) }))
      : [],
    dealer: (data?.items ?? []).map(({ id, name, areaName }) =>
      place('dealer')({ id, name, note: areaName }),
    ),
  }
}

const Choices = ({ onDone }: { onDone: () => void }) => {
  const { t } = useTranslation('app')
  const { user, node, scope } = useSession()
  const chosen = usePlace()
  const [text, setText] = useState('')
  const places = usePlaces(text)
  const choose = (place: Place | undefined) => {
    choosePlace(user.id, place)
    onDone()
  }
  const line = (
    key: string,
    on: boolean,
    icon: IconName,
    name: string,
    note: string | undefined,
    run: () => void,
  ) => (
    <li key={key}>
      <button type="button" aria-pressed={on} onClick={run}>
        <Icon name={on ? 'check' : icon} small />
        <span className="cut grow" title={name}>
          {name}
        </span>
        {note && <span className="cap nw">{note}</span>}
      </button>
    </li>
  )
  const groups = (['brand', 'region', 'dealer'] as const).filter((kind) => places[kind].length > 0)
  return (
    <div className="places">
      {scope !== 'dealer' && (
        <Input
          size="small"
          autoFocus
          allowClear
          prefix={<Icon name="search" small />}
          placeholder={t('place.find')}
          aria-label={t('place.find')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <ul>
        {line('all', !chosen, 'loop', t('place.all', { node: node.name }), undefined, () =>
          choose(undefined),
        )}
      </ul>
      {groups.map((kind) => (
        <section key={kind} aria-label={t(`place.kinds.${kind}`)}>
          <h4 className="cap">{t(`place.kinds.${kind}`)}</h4>
          <ul>
            {places[kind].map(({ id, name, note }) =>
              line(id, chosen?.id === id, icons[kind], name, note, () => choose({ kind, id, name })),
            )}
          </ul>
        </section>
      ))}
      {groups.length === 0 && <p className="cap">{t('place.none')}</p>}
      <p className="cap places-foot">{t('place.applies')}</p>
    </div>
  )
}

/** The organisation; where several brands, regions or dealers lie beneath, what to look at of them. */
export const PlaceSwitch = () => {
  const { t } = useTranslation('app')
  const { node, scope, brands, permissions } = useSession()
  const place = usePlace()
  const [open, setOpen] = useState(false)
  const looks = narrowed.some((permission) => permissions.includes(permission))
  if (!looks || (scope === 'dealer' && brands.length < 2))
    return (
      <div className="org">
        <Icon name="build" small />
        <span className="cut" title={node.name}>
          {node.name}
        </span>
      </div>
    )
  return (
    <Popup width={300} open={open} onOpenChange={setOpen} content={<Choices onDone={() => setOpen(false)} />}>
      <button
        type="button"
        className={classes('org', place && 'narrow')}
        title={place ? `${place.name} · ${node.name}` : t('place.label')}
        aria-label={t('place.open', { name: place?.name ?? node.name })}
      >
        <Icon name={place ? icons[place.kind] : 'build'} small />
        <span className="cut">{place?.name ?? node.name}</span>
        <Icon name="down" small />
      </button>
    </Popup>
  )
}
