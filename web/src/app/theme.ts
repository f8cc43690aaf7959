import type { ThemeConfig } from 'antd'
import { theme } from 'antd'

export type Mode = 'light' | 'dark'

// The values of ui/css/tokens.css; antd computes with colours, so it cannot take the variables.
const palette = {
  light: {
    bg: '#f4f5f7',
    surface: '#ffffff',
    raised: '#ffffff',
    fill: '#eef0f3',
    fill2: '#e3e6eb',
    hover: '#f6f7f9',
    line: '#e4e7eb',
    line2: '#c6ccd4',
    field: '#868f9a',
    ink: '#14181d',
    ink2: '#46505b',
    ink3: '#5d6772',
    signal: '#0b55c4',
    soft: '#e9f0fb',
    hov: '#0947a5',
    press: '#083a87',
    on: '#ffffff',
    fault: '#97195c',
    faultBg: '#fbeaf3',
  },
  dark: {
    bg: '#0e1114',
    surface: '#15191d',
    raised: '#1d2227',
    fill: '#22282e',
    fill2: '#2d343c',
    hover: '#1a1f24',
    line: '#272d34',
    line2: '#3f4852',
    field: '#6a7480',
    ink: '#e9ecef',
    ink2: '#b3bcc6',
    ink3: '#98a3af',
    signal: '#73a9ff',
    soft: '#172740',
    hov: '#94bdff',
    press: '#5b93ec',
    on: '#07152b',
    fault: '#f08ebd',
    faultBg: '#331423',
  },
}
type Algorithm = Extract<ThemeConfig['algorithm'], readonly unknown[]>[number]
type Colours = (typeof palette)[Mode]

const seedOf = (c: Colours) => ({
  colorPrimary: c.signal,
  colorInfo: c.signal,
  colorLink: c.signal,
  colorSuccess: c.ink2,
  colorWarning: c.ink2,
  colorError: c.fault,
})

const tokenOf = (c: Colours): ThemeConfig['token'] => ({
  ...seedOf(c),
  colorPrimaryHover: c.hov,
  colorPrimaryActive: c.press,
  colorLinkHover: c.hov,
  colorPrimaryBg: c.soft,
  colorInfoBg: c.soft,
  colorSuccessBg: c.fill,
  colorWarningBg: c.fill,
  colorErrorBg: c.faultBg,
  colorText: c.ink,
  colorTextSecondary: c.ink2,
  colorTextTertiary: c.ink3,
  colorTextDescription: c.ink3,
  colorTextPlaceholder: c.ink3,
  colorTextLightSolid: c.on,
  colorBgLayout: c.bg,
  colorBgContainer: c.surface,
  colorBgElevated: c.raised,
  colorBorder: c.field,
  colorBorderSecondary: c.line,
  colorSplit: c.line,
  colorFillSecondary: c.fill2,
  colorFillTertiary: c.fill,
  colorFillQuaternary: c.hover,
  controlItemBgHover: c.hover,
  controlItemBgActive: c.soft,
  controlItemBgActiveHover: c.soft,
  fontFamily: 'var(--font)',
  fontFamilyCode: 'var(--mono)',
  fontSize: 13,
  fontSizeSM: 12,
  fontSizeLG: 14,
  lineHeight: 20 / 13,
  controlHeight: 32,
  controlHeightSM: 28,
  controlHeightLG: 48,
  borderRadius: 6,
  borderRadiusSM: 4,
  borderRadiusLG: 8,
  motionDurationMid: '0.12s',
  boxShadow: 'var(--shadow-pop)',
  boxShadowSecondary: 'var(--shadow-pop)',
})

const componentsOf = (c: Colours): ThemeConfig['components'] => ({
  Table: {
    headerBg: c.surface,
    headerColor: c.ink3,
    headerSplitColor: 'transparent',
    rowHoverBg: c.hover,
    rowSelectedBg: c.soft,
    rowSelectedHoverBg: c.soft,
    borderColor: c.line,
    cellPaddingBlockSM: 7.5,
    cellPaddingInlineSM: 8,
    cellFontSizeSM: 13,
  },
  Menu: {
    itemHeight: 30,
    itemMarginBlock: 0,
    itemMarginInline: 0,
    itemBorderRadius: 6,
    itemSelectedBg: c.fill2,
    itemSelectedColor: c.ink,
    activeBarBorderWidth: 0,
  },
  Button: {
    primaryShadow: 'none',
    defaultShadow: 'none',
    dangerShadow: 'none',
    defaultBorderColor: c.line2,
    primaryColor: c.on,
  },
  Tag: { defaultBg: c.fill, defaultColor: c.ink2 },
  Tabs: { itemSelectedColor: c.ink, inkBarColor: c.ink },
})

/** The antd theme of LOOK.md. */
export const look = (mode: Mode): ThemeConfig => {
  const c = palette[mode]
  // The dark algorithm would dull the seeds, so they are put back after it.
  const keepSeeds: Algorithm = (seed, map) => ({ ...(map ?? theme.defaultAlgorithm(seed)), ...seedOf(c) })
  return {
    algorithm: [mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm, keepSeeds],
    token: tokenOf(c),
    components: componentsOf(c),
  }
}

/** Series colours for charts, in order; no clock hue among them. */
export const series: Record<Mode, string[]> = {
  light: ['#0b55c4', '#6c7a8a', '#7a4fb8', '#2f8fb8', '#b0689f', '#a9b3bf', '#3a4450', '#86aee6'],
  dark: ['#73a9ff', '#8d9aa8', '#b197e8', '#63b9dc', '#dd9dcb', '#5d6874', '#d0d7de', '#3d6bb0'],
}
