/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.securitycontext.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars on a logarithmic scale, with the confidence interval of each, as SVG.
 */
final class Chart {

	private static final int LABEL_WIDTH = 430;

	private static final int WIDTH = 1000;

	private static final int ROW = 18;

	private static final int TOP = 44;

	private final String title;

	private final String unit;

	private final List<Row> rows = new ArrayList<>();

	Chart(String title, String unit) {
		this.title = title;
		this.unit = unit;
	}

	void add(String label, Estimate estimate) {
		this.rows.add(new Row(label, estimate));
	}

	String toSvg() {
		double lowest = this.rows.stream().mapToDouble((row) -> positive(row.estimate().low())).min().orElse(1);
		double highest = this.rows.stream().mapToDouble((row) -> positive(row.estimate().high())).max().orElse(10);
		Scale scale = new Scale(Math.floor(Math.log10(lowest)), Math.ceil(Math.log10(highest) + 0.001));
		int height = TOP + this.rows.size() * ROW + 10;
		StringBuilder svg = new StringBuilder();
		svg.append(format(
				"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" "
						+ "font-size=\"11\">\n<text x=\"4\" y=\"16\" font-size=\"14\">%s (%s)</text>\n",
				WIDTH, height, escape(this.title), escape(this.unit)));
		for (double power = scale.from; power <= scale.to; power++) {
			double x = scale.place(Math.pow(10, power));
			svg.append(format(
					"<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#ddd\"/>"
							+ "<text x=\"%1$.1f\" y=\"36\" text-anchor=\"middle\" fill=\"#666\">%4$s</text>\n",
					x, TOP - 4, height, number(Math.pow(10, power))));
		}
		for (int i = 0; i < this.rows.size(); i++) {
			append(svg, this.rows.get(i), TOP + i * ROW, scale);
		}
		return svg.append("</svg>\n").toString();
	}

	private static void append(StringBuilder svg, Row row, int y, Scale scale) {
		Estimate estimate = row.estimate();
		double start = scale.place(Math.pow(10, scale.from));
		double end = Math.max(start, scale.place(estimate.value()));
		int middle = y + ROW / 2;
		svg.append(format("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s: %s</text>", LABEL_WIDTH - 6, middle + 4,
				escape(row.label()), number(estimate.value())));
		svg.append(format("<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#6b9bd1\"/>", start, y + 3,
				end - start, ROW - 6));
		svg.append(format("<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#000\" stroke-width=\"2\"/>\n",
				scale.place(estimate.low()), scale.place(estimate.high()), middle, middle));
	}

	private static String number(double value) {
		return format((Math.abs(value) < 10) ? "%,.2f" : "%,.0f", value);
	}

	private static double positive(double value) {
		return Math.max(value, 0.01);
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}

	private static String format(String format, Object... arguments) {
		return String.format(Locale.ROOT, format, arguments);
	}

	private record Row(String label, Estimate estimate) {

	}

	private record Scale(double from, double to) {

		double place(double value) {
			double share = (Math.log10(positive(value)) - this.from) / (this.to - this.from);
			return LABEL_WIDTH + Math.max(0, share) * (WIDTH - LABEL_WIDTH - 20);
		}

	}

}
