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

package io.github.securitycontext.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import io.github.securitycontext.monitoring.MonitoredQueries.Query;
import tools.jackson.databind.JsonNode;

/**
 * The figures of the dashboard on a page for people to look at, where no Grafana is.
 */
final class DashboardPage {

	private static final String HEAD = """
			<!doctype html><meta charset="utf-8"><title>Dashboard</title>
			<style>body{font:14px sans-serif;display:grid;grid-template-columns:repeat(2,1fr);gap:8px;margin:16px}
			section{border:1px solid #ccc;padding:8px}h2{font-size:15px;margin:0}code{font-size:10px;color:#666}
			td{padding:0 12px 0 0}td:last-child{text-align:right}svg{width:100%;height:70px;background:#f7f7f7}</style>
			""";

	private static final String[] COLOURS = { "#1f77b4", "#d62728", "#2ca02c", "#ff7f0e", "#9467bd", "#8c564b" };

	private DashboardPage() {
	}

	static void write(PrometheusServer prometheus, Path file) throws IOException {
		StringBuilder page = new StringBuilder(HEAD);
		for (Query query : MonitoredQueries.ofDashboard()) {
			page.append(
					"<section><h2>%s</h2><code>%s</code>".formatted(escape(query.title()), escape(query.expression())));
			page.append(chart(prometheus.queryMinute(query.expression()))).append("<table>");
			for (JsonNode series : prometheus.query(query.expression())) {
				page.append("<tr><td>%s<td>%.6f".formatted(escape(series.path("metric").toString()),
						Double.parseDouble(series.path("value").path(1).stringValue())));
			}
			page.append("</table></section>\n");
		}
		Files.writeString(file, page);
	}

	private static String chart(JsonNode matrix) {
		double highest = 0;
		for (JsonNode series : matrix) {
			for (JsonNode value : series.path("values")) {
				highest = Math.max(highest, number(value));
			}
		}
		StringBuilder lines = new StringBuilder("<svg viewBox='0 0 60 10' preserveAspectRatio='none'>");
		int colour = 0;
		for (JsonNode series : matrix) {
			StringBuilder points = new StringBuilder();
			double last = series.path("values").path(series.path("values").size() - 1).path(0).doubleValue();
			for (JsonNode value : series.path("values")) {
				points.append(String.format(Locale.ROOT, "%.1f,%.3f ", 60 - (last - value.path(0).doubleValue()),
						10 - 9 * number(value) / Math.max(highest, 1e-9)));
			}
			lines.append("<polyline fill='none' vector-effect='non-scaling-stroke' stroke='%s' points='%s'/>"
				.formatted(COLOURS[colour++ % COLOURS.length], points));
		}
		return lines.append("</svg>").toString();
	}

	private static double number(JsonNode value) {
		double number = Double.parseDouble(value.path(1).stringValue());
		return Double.isFinite(number) ? number : 0;
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}

}
