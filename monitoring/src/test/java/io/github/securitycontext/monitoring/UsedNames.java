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

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.securitycontext.monitoring.MonitoredQueries.Query;

/**
 * The names that a query needs.
 *
 * @param metric the name of a metric
 * @param labels the labels that it must have
 * @param outcomes the outcomes that it must have among its values of that label
 */
record UsedNames(String metric, Set<String> labels, Set<String> outcomes) {

	/** Those are of Prometheus, and an application cannot have them. */
	private static final Set<String> TARGET_LABELS = Set.of("job", "instance");

	private static final Pattern SELECTOR = Pattern.compile("(securitycontext_\\w+)\\{([^}]*)}");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");

	private static final Pattern GROUPING = Pattern.compile("by\\s*\\(([^)]*)\\)");

	static List<UsedNames> in(Query query) {
		Set<String> grouping = new HashSet<>();
		GROUPING.matcher(query.expression())
			.results()
			.flatMap((result) -> Stream.of(result.group(1).split("\\s*,\\s*")))
			.forEach(grouping::add);
		return SELECTOR.matcher(query.expression()).results().map((result) -> of(result, grouping)).toList();
	}

	private static UsedNames of(MatchResult selector, Set<String> grouping) {
		Set<String> labels = new HashSet<>(grouping);
		Set<String> outcomes = new HashSet<>();
		MATCHER.matcher(selector.group(2)).results().forEach((matcher) -> {
			labels.add(matcher.group(1));
			if (matcher.group(1).equals("outcome")) {
				outcomes.addAll(List.of(matcher.group(2).split("\\|")));
			}
		});
		labels.removeAll(TARGET_LABELS);
		return new UsedNames(selector.group(1), labels, outcomes);
	}

}
