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

package io.github.securitycontext.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.json.JsonParserFactory;

/**
 * A page of all properties, written from the metadata that editors read.
 */
final class ConfigurationReference {

	private static final Pattern CLASS_NAME = Pattern.compile("[\\w.$]+");

	private final Map<String, Object> metadata;

	ConfigurationReference(String json) {
		this.metadata = JsonParserFactory.getJsonParser().parseMap(json);
	}

	/**
	 * Reads what the annotation processor has written.
	 */
	static ConfigurationReference ofModule() throws IOException {
		try (InputStream metadata = UserSecurityContextProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return new ConfigurationReference(
					new String(Objects.requireNonNull(metadata).readAllBytes(), StandardCharsets.UTF_8));
		}
	}

	/**
	 * Writes the page.
	 * @param command what writes it anew
	 */
	String write(String command) {
		return """
				# Configuration reference

				All properties, as editors show them. How they work together is in the [README](../README.md#properties).

				<!-- Not written by hand: change the Javadoc of the properties or their metadata, then run
				%s
				-->

				| property | type | default | meaning |
				| --- | --- | --- | --- |
				%s
				"""
			.formatted(command, items("properties").map(this::row).collect(Collectors.joining("\n")));
	}

	/**
	 * The properties of the starter come first, those of Spring Boot for it last.
	 */
	@SuppressWarnings("unchecked")
	private Stream<Map<String, Object>> items(String kind) {
		return ((List<Map<String, Object>>) this.metadata.getOrDefault(kind, List.of())).stream()
			.sorted(Comparator.comparing((item) -> text(item, "name").startsWith("management.")));
	}

	private String row(Map<String, Object> property) {
		String name = text(property, "name");
		Object byDefault = property.get("defaultValue");
		return Stream
			.of(code(name), type(text(property, "type")), (byDefault != null) ? values(byDefault) : "",
					Stream.concat(Stream.of(prose(text(property, "description"))), hints(name))
						.collect(Collectors.joining("<br>")))
			.map((cell) -> cell.isEmpty() ? " " : " " + cell + " ")
			.collect(Collectors.joining("|", "|", "|"));
	}

	private static String text(Map<String, Object> item, String key) {
		return String.valueOf(item.getOrDefault(key, ""));
	}

	private static String values(Object value) {
		return (value instanceof Collection<?> values)
				? values.stream().map(ConfigurationReference::values).collect(Collectors.joining(", "))
				: code(value.toString());
	}

	@SuppressWarnings("unchecked")
	private Stream<String> hints(String property) {
		return items("hints").filter((hint) -> property.equals(hint.get("name")))
			.flatMap((hint) -> ((List<Map<String, Object>>) hint.getOrDefault("values", List.of())).stream())
			.map((value) -> values(value.get("value")) + ": " + prose(text(value, "description")));
	}

	/**
	 * Returns the names of classes without their packages, and what the values of enums
	 * and the keys of records are.
	 */
	private static String type(String type) {
		String shortName = CLASS_NAME.matcher(type)
			.replaceAll((name) -> name.group().substring(lastSeparator(name.group()) + 1))
			.replace(",", ", ");
		String details = CLASS_NAME.matcher(type)
			.results()
			.map((name) -> find(name.group()))
			.filter(Objects::nonNull)
			.map(ConfigurationReference::details)
			.filter((text) -> !text.isEmpty())
			.collect(Collectors.joining("<br>"));
		return code(shortName) + (details.isEmpty() ? "" : "<br>" + details);
	}

	private static int lastSeparator(String className) {
		return Math.max(className.lastIndexOf('.'), className.lastIndexOf('$'));
	}

	private static @Nullable Class<?> find(String className) {
		try {
			return Class.forName(className, false, ConfigurationReference.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			return null;
		}
	}

	private static String details(Class<?> type) {
		if (type.isEnum()) {
			return Arrays.stream(type.getEnumConstants())
				.map((constant) -> code(dashed(((Enum<?>) constant).name())))
				.collect(Collectors.joining(", "));
		}
		return type.isRecord() ? keys(type).map(ConfigurationReference::code).collect(Collectors.joining(", ")) : "";
	}

	private static String dashed(String constant) {
		return constant.toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static Stream<String> keys(Class<?> type) {
		return Arrays.stream(type.getRecordComponents()).flatMap(ConfigurationReference::keys);
	}

	private static Stream<String> keys(RecordComponent component) {
		String key = DataObjectPropertyName.toDashedForm(component.getName());
		return component.getType().isRecord() ? keys(component.getType()).map((below) -> key + "." + below)
				: Stream.of(key);
	}

	private static String code(String text) {
		return "`" + text.replace("|", "\\|") + "`";
	}

	private static String prose(String text) {
		return text.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\s+", " ");
	}

}
