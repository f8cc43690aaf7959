/**
 * China's 34 provinces as squares at their usual place in a tile map: column and row, with the names that stand on them.
 * The product holds codes and centres of divisions, no borders; squares also give 澳门 the room of 新疆.
 */
export const provinces: Record<
  string,
  { zh: string; short: string; en: string; column: number; row: number }
> = {
  '65': { zh: '新疆', short: '新', en: 'XJ', column: 0, row: 2 },
  '54': { zh: '西藏', short: '藏', en: 'XZ', column: 0, row: 4 },
  '63': { zh: '青海', short: '青', en: 'QH', column: 1, row: 3 },
  '62': { zh: '甘肃', short: '甘', en: 'GS', column: 2, row: 3 },
  '64': { zh: '宁夏', short: '宁', en: 'NX', column: 3, row: 2 },
  '15': { zh: '内蒙古', short: '蒙', en: 'NM', column: 5, row: 1 },
  '23': { zh: '黑龙江', short: '黑', en: 'HL', column: 8, row: 0 },
  '22': { zh: '吉林', short: '吉', en: 'JL', column: 8, row: 1 },
  '21': { zh: '辽宁', short: '辽', en: 'LN', column: 7, row: 1 },
  '11': { zh: '北京', short: '京', en: 'BJ', column: 6, row: 1 },
  '12': { zh: '天津', short: '津', en: 'TJ', column: 6, row: 2 },
  '13': { zh: '河北', short: '冀', en: 'HE', column: 5, row: 2 },
  '14': { zh: '山西', short: '晋', en: 'SX', column: 4, row: 2 },
  '61': { zh: '陕西', short: '陕', en: 'SN', column: 3, row: 3 },
  '41': { zh: '河南', short: '豫', en: 'HA', column: 4, row: 3 },
  '37': { zh: '山东', short: '鲁', en: 'SD', column: 5, row: 3 },
  '32': { zh: '江苏', short: '苏', en: 'JS', column: 6, row: 3 },
  '51': { zh: '四川', short: '川', en: 'SC', column: 2, row: 4 },
  '50': { zh: '重庆', short: '渝', en: 'CQ', column: 3, row: 4 },
  '42': { zh: '湖北', short: '鄂', en: 'HB', column: 4, row: 4 },
  '34': { zh: '安徽', short: '皖', en: 'AH', column: 5, row: 4 },
  '31': { zh: '上海', short: '沪', en: 'SH', column: 7, row: 4 },
  '33': { zh: '浙江', short: '浙', en: 'ZJ', column: 6, row: 4 },
  '53': { zh: '云南', short: '滇', en: 'YN', column: 2, row: 5 },
  '52': { zh: '贵州', short: '黔', en: 'GZ', column: 3, row: 5 },
  '43': { zh: '湖南', short: '湘', en: 'HN', column: 4, row: 5 },
  '36': { zh: '江西', short: '赣', en: 'JX', column: 5, row: 5 },
  '35': { zh: '福建', short: '闽', en: 'FJ', column: 6, row: 5 },
  '45': { zh: '广西', short: '桂', en: 'GX', column: 3, row: 6 },
  '44': { zh: '广东', short: '粤', en: 'GD', column: 4, row: 6 },
  '81': { zh: '香港', short: '港', en: 'HK', column: 5, row: 6 },
  '71': { zh: '台湾', short: '台', en: 'TW', column: 7, row: 6 },
  '82': { zh: '澳门', short: '澳', en: 'MO', column: 4, row: 7 },
  '46': { zh: '海南', short: '琼', en: 'HI', column: 3, row: 7 },
}
