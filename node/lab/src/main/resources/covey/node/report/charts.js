// Draws the charts that the page's data describes. All texts and figures come from there.
'use strict';
(() => {
  const charts = JSON.parse(document.getElementById('data').textContent);
  const symbols = { central: 'circle', tracker: 'diamond', p2p: 'triangle' };
  const sizes = { circle: 8, diamond: 13, triangle: 9 };
  // Coinciding lines stay visible: the lower one is wider.
  const widths = { central: 2.5, tracker: 6, p2p: 2 };
  const modes = ['central', 'tracker', 'p2p'];
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const print = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
  let drawn = [];

  const colour = name => {
    const style = getComputedStyle(document.documentElement);
    return (style.getPropertyValue('--' + name) || style.getPropertyValue('--other')).trim();
  };

  const symbol = series => symbols[series.colour] || 'rect';

  // The dashes of coinciding lines of the three modes alternate.
  const dashes = series => ({
    type: [6, 9],
    dashOffset: -5 * Math.max(0, modes.indexOf(series.colour)),
    width: 1.8,
  });

  const line = (series, more, lineStyle) => ({
    type: 'line',
    symbol: symbol(series),
    symbolSize: sizes[symbol(series)] || 8,
    ...more,
    lineStyle: { color: colour(series.colour), width: widths[series.colour] || 2.5, ...lineStyle },
  });

  const unmarked = { symbol: 'none' };
  const alone = { symbol: 'rect', symbolSize: [30, 2] };

  // Legend icons of lines without marks; the default would be a circle.
  const icons = {
    BOUND: 'path://M0,0h8v2h-8zM12,0h8v2h-8zM24,0h8v2h-8z',
    MODELLED: 'path://M0,0h2v2h-2zM6,0h2v2h-2zM12,0h2v2h-2zM18,0h2v2h-2zM24,0h2v2h-2zM30,0h2v2h-2z',
    STEP: 'path://M0,0h32v3h-32z',
    COURSE: 'path://M0,0h32v3h-32z',
    BESIDE: 'path://M0,0h32v1.5h-32z',
  };

  const forms = {
    LINE: s => line(s, { z: 4 }),
    BOUND: s => line(s, { ...(s.points.length > 1 ? unmarked : alone), z: 3 }, dashes(s)),
    STEP: s => line(s, { ...unmarked, step: 'end', z: 4 }),
    COURSE: s => line(s, { ...unmarked, z: 4 }, { width: 2.5 }),
    BESIDE: s => line(s, { ...unmarked, z: 2 }, { width: 1.4, opacity: 0.65 }),
    SIMULATED: s => ({
      ...line(s, {}, { width: 1.8 }),
      itemStyle: { color: colour('panel'), borderColor: colour(s.colour), borderWidth: 2 },
    }),
    MODELLED: s => line(s, { ...unmarked }, { type: 'dotted', width: 2 }),
    FAINT: s => ({
      type: 'scatter',
      symbol: symbol(s),
      symbolSize: sizes[symbol(s)] || 8,
      itemStyle: { opacity: 0.35 },
      z: 2,
    }),
    POINT: s => line(s, { symbolSize: (sizes[symbol(s)] || 8) + 2, z: 6 }, { opacity: 0 }),
    BAR: () => ({ type: 'bar', stack: 'all', barMaxWidth: 44 }),
  };

  const series = (s, chart) => {
    const log = axis => chart[axis].scale === 'log';
    const form = forms[s.form](s);
    return {
      name: s.name,
      data: s.points.filter(p => (!log('x') || p[0] > 0) && (!log('y') || p[1] > 0)),
      color: colour(s.colour),
      ...form,
      itemStyle: { color: colour(s.colour), ...form.itemStyle },
      emphasis: { disabled: true },
    };
  };

  const upright = m => m.along === 'x';

  // Every second label of close marks is higher; no label is cut at the sides.
  const label = (m, i, chart) => {
    const wide = Math.max(...extent(chart, 0));
    const near = chart.marks.some((n, j) => j < i && upright(n) && Math.abs(n.at - m.at) < wide / 4);
    return {
      formatter: () => m.label,
      color: colour(m.colour),
      backgroundColor: colour('panel'),
      padding: [1, 4],
      // The axis of bar charts points downwards.
      position: !upright(m) ? 'insideEndTop' : bars(chart) ? 'start' : 'end',
      align: !upright(m) ? null : m.at < wide / 8 ? 'left' : m.at > wide * 7 / 8 ? 'right' : 'center',
      rotate: 0,
      distance: upright(m) ? 4 + 17 * (near ? i % 2 : 0) : 4,
      fontSize: 12,
    };
  };

  const marks = chart => ({
    type: 'line',
    // Invisible points that extend the axis to the marks.
    data: chart.marks.filter(m => !upright(m)).map(m => [0, m.at * 1.08]),
    symbol: 'none',
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
    markLine: {
      silent: true,
      symbol: 'none',
      data: chart.marks.map((m, i) => ({
        [upright(m) ? 'xAxis' : 'yAxis']: m.at,
        lineStyle: { color: colour(m.colour), type: [6, 5], width: 1.8 },
        label: label(m, i, chart),
      })),
    },
  });

  const extent = (chart, at) => chart.series.flatMap(s => s.points.map(p => p[at]));

  const axis = (chart, name) => {
    const described = chart[name];
    const across = name === 'x';
    const all = {
      type: described.scale,
      name: described.name,
      nameLocation: 'middle',
      nameGap: across ? 32 : 52,
      nameTextStyle: { color: colour('quiet'), fontSize: 13 },
      axisLine: { show: across, lineStyle: { color: colour('line') } },
      axisTick: { show: across, lineStyle: { color: colour('line') } },
      axisLabel: { color: colour('quiet'), fontSize: 12, hideOverlap: true },
      splitLine: { show: !across, lineStyle: { color: colour('grid') } },
    };
    if (described.scale === 'category') {
      all.data = described.categories;
      all.inverse = true;
      all.name = '';
      all.axisLabel = { ...all.axisLabel, color: colour('text'), fontSize: 14 };
      all.splitLine = { show: false };
      return all;
    }
    all.axisLabel.formatter = value => print.format(value);
    if (described.ticks.length) {
      all.axisLabel.customValues = described.ticks;
      all.axisTick.customValues = described.ticks;
    }
    if (described.scale === 'log') {
      const values = extent(chart, across ? 0 : 1).filter(v => v > 0);
      all.min = across ? Math.min(...values) : 10 ** Math.floor(Math.log10(Math.min(...values)));
      all.max = across ? Math.max(...values) : 10 ** Math.ceil(Math.log10(Math.max(...values)));
    } else {
      all.min = 0;
      all.minInterval = extent(chart, across ? 0 : 1).every(Number.isInteger) ? 1 : 0;
      if (across && !bars(chart)) {
        const ends = [...extent(chart, 0), ...chart.marks.filter(upright).map(m => m.at)];
        all.max = Math.max(...ends) * (described.ticks.length === 1 ? 2 : 1);
        all.axisLabel.showMaxLabel = described.ticks.length > 0;
      }
    }
    return all;
  };

  const bars = chart => chart.y.scale === 'category';

  const legend = chart => {
    const first = new Map();
    chart.series.filter(s => !first.has(s.name)).forEach(s => first.set(s.name, s.form));
    return [...first].map(([name, form]) => ({ name, icon: icons[form] }));
  };

  // Built from text nodes, so that names from the results are never markup.
  const tip = (chart, told) => {
    const lines = document.createElement('div');
    const say = (text, swatch) => {
      const line = lines.appendChild(document.createElement('div'));
      if (swatch) {
        const dot = line.appendChild(document.createElement('span'));
        dot.className = 'swatch';
        dot.style.background = swatch;
      }
      line.append(text);
    };
    const value = n => print.format(n);
    const [across, along] = bars(chart) ? [1, 0] : [0, 1];
    const at = told[0].value[across];
    say(bars(chart) ? chart.y.categories[at] : `${chart.x.name}: ${value(at)}`);
    const notes = [];
    told.filter(t => t.seriesName).forEach(t => {
      const series = chart.series[t.seriesIndex];
      if (series) {
        say(`${series.name}: ${value(t.value[along])}`, colour(series.colour));
        const point = series.points.findIndex(p => p.every((n, i) => n === t.value[i]));
        notes.push(...[series.notes[point]].filter(Boolean));
      }
    });
    say(bars(chart) ? chart.x.name : chart.y.name);
    notes.forEach(note => say(note));
    return lines;
  };

  const tooltip = chart => {
    const item = chart.series.some(s => s.form === 'LINE' || s.form === 'SIMULATED');
    return {
      trigger: item ? 'item' : 'axis',
      axisPointer: { type: bars(chart) ? 'shadow' : 'line' },
      confine: true,
      backgroundColor: colour('panel'),
      borderColor: colour('line'),
      textStyle: { color: colour('text'), fontSize: 13 },
      formatter: told => tip(chart, [told].flat()),
    };
  };

  const option = (chart, wide) => ({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: {
      left: bars(chart) ? 80 : 76,
      right: 30,
      top: chart.marks.some(upright) ? 84 : 48,
      bottom: 54,
    },
    legend: {
      data: legend(chart),
      type: wide > 1000 ? 'plain' : 'scroll',
      top: 4,
      left: 0,
      itemWidth: 30,
      textStyle: { color: colour('text'), fontSize: 13 },
    },
    tooltip: tooltip(chart),
    xAxis: axis(chart, 'x'),
    yAxis: axis(chart, 'y'),
    series: [...chart.series.map(s => series(s, chart)), marks(chart)],
  });

  const draw = () => {
    drawn.forEach(d => d.dispose());
    drawn = [...document.querySelectorAll('.chart')].map(place => {
      const chart = charts[place.dataset.chart];
      place.classList.toggle('bars', bars(chart));
      const one = echarts.init(place, null, { renderer: 'svg' });
      one.setOption(option(chart, place.clientWidth));
      return one;
    });
  };

  draw();
  dark.addEventListener('change', draw);
  addEventListener('resize', () => drawn.forEach(d => d.resize()));
})();
