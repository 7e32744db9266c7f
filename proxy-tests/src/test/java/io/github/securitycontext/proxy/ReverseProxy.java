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

package io.github.securitycontext.proxy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A reverse proxy as Debian has it, configured as its documentation says.
 */
enum ReverseProxy {

	/**
	 * Has {@code $proxy_add_x_forwarded_for}; what it says in {@code Forwarded} is put
	 * together from variables.
	 */
	NGINX("nginx") {

		@Override
		String configure(Path directory, Hop hop) {
			String value = (hop.header() == ForwardingHeader.FORWARDED) ? "$add_forwarded"
					: "$proxy_add_x_forwarded_for";
			return """
					daemon off;
					master_process off;
					pid %1$s/pid;
					error_log %1$s/error.log;
					events {}
					http {
					  access_log off;
					  client_body_temp_path %1$s/body;
					  proxy_temp_path %1$s/proxy;
					  fastcgi_temp_path %1$s/fastcgi;
					  uwsgi_temp_path %1$s/uwsgi;
					  scgi_temp_path %1$s/scgi;
					  map $remote_addr $forwarded_element {
					    ~: "for=\\"[$remote_addr]\\"";
					    default "for=$remote_addr";
					  }
					  map $http_forwarded $add_forwarded {
					    "" $forwarded_element;
					    default "$http_forwarded, $forwarded_element";
					  }
					  server {
					%2$s
					    location / {
					      proxy_pass http://%3$s;
					      proxy_bind %4$s;
					      proxy_set_header Host $http_host;
					      proxy_set_header %5$s %6$s;
					    }
					  }
					}
					""".formatted(directory, hop.lineForEach("    listen %s;"), hop.nextText(), hop.callsFrom(),
					hop.header(), value);
		}

		@Override
		List<String> arguments(Path directory, Path configuration) {
			return List.of("-p", directory.toString(), "-e", directory + "/error.log", "-c", configuration.toString());
		}

	},

	/**
	 * Adds a line of its own. {@code option forwarded} is of 2.8, Debian 12 has 2.6.
	 */
	HAPROXY("haproxy") {

		@Override
		String configure(Path directory, Hop hop) {
			String write = (hop.header() == ForwardingHeader.FORWARDED) ? FORWARDED_BY_HAPROXY + """
					  http-request %s
					""".formatted(addForwarded(hop)) : "  option forwardfor\n";
			// without a limit, HAProxy takes memory for as many as there may be open
			// files
			return """
					global
					  maxconn 100
					defaults
					  mode http
					  timeout connect 10s
					  timeout client 30s
					  timeout server 30s
					frontend in
					%s
					  default_backend out
					backend out
					""".formatted(hop.lineForEach("  bind %s")) + write + """
					  source %s
					  server next %s
					""".formatted(hop.bracketedCallsFrom(), hop.nextText());
		}

		/**
		 * Of several lines, NGINX before 1.23 reads only the first, which would be the
		 * client's.
		 */
		private static String addForwarded(Hop hop) {
			return (hop.nextKind() == NGINX) ? "set-header Forwarded \"%[req.fhdr(Forwarded)], %[var(txn.element)]\""
					: "add-header Forwarded %[var(txn.element)]";
		}

		@Override
		List<String> arguments(Path directory, Path configuration) {
			return List.of("-db", "-f", configuration.toString());
		}

	},

	/**
	 * Its {@code mod_proxy_http} writes {@code X-Forwarded-For} unasked;
	 * {@code Forwarded} takes {@code mod_headers}.
	 */
	APACHE_HTTPD("apache2") {

		@Override
		String configure(Path directory, Hop hop) {
			String add = (hop.header() == ForwardingHeader.FORWARDED) ? """
					LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
					RequestHeader append Forwarded "expr=for=\\"[%{REMOTE_ADDR}]\\"" "expr=%{REMOTE_ADDR} =~ /:/"
					RequestHeader append Forwarded "expr=for=%{REMOTE_ADDR}" "expr=%{REMOTE_ADDR} !~ /:/"
					""" : "";
			return """
					ServerRoot "%1$s"
					ServerName localhost
					DefaultRuntimeDir "%1$s"
					PidFile "%1$s/pid"
					ErrorLog "%1$s/error.log"
					User www-data
					Group www-data
					%2$s
					LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
					LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
					LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
					LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
					StartServers 1
					ServerLimit 1
					ThreadsPerChild 8
					MaxRequestWorkers 8
					ProxyPreserveHost On
					ProxySourceAddress %3$s
					ProxyPass "/" "http://%4$s/"
					""".formatted(directory, hop.lineForEach("Listen %s"), hop.callsFrom(), hop.nextText()) + add;
		}

		@Override
		List<String> arguments(Path directory, Path configuration) {
			return List.of("-d", directory.toString(), "-f", configuration.toString(), "-DFOREGROUND");
		}

	};

	private static final String FORWARDED_BY_HAPROXY = """
			  acl ipv6 src -m sub :
			  http-request set-var-fmt(txn.element) "proto=http;for=%[src]" if !ipv6
			  http-request set-var-fmt(txn.element) "proto=http;for=\\"[%[src]]\\"" if ipv6
			""";

	private final String program;

	ReverseProxy(String program) {
		this.program = program;
	}

	/**
	 * Returns the configuration.
	 * @param directory where everything is that it writes
	 */
	abstract String configure(Path directory, Hop hop);

	abstract List<String> arguments(Path directory, Path configuration);

	/**
	 * Returns how to start it, and skips the test where it is missing, unless the build
	 * demands it.
	 */
	List<String> command(Path directory, Path configuration) {
		return Stream.concat(Stream.of(require().toString()), arguments(directory, configuration).stream()).toList();
	}

	private Path require() {
		Optional<Path> found = find();
		if (Boolean.getBoolean("proxy-tests.required")) {
			assertThat(found).as(this.program + " on the path").isPresent();
		}
		assumeThat(found).as(this.program + " on the path").isPresent();
		return found.orElseThrow();
	}

	private Optional<Path> find() {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		// which is not on everybody's path
		Stream<String> administration = Stream.of("/usr/sbin");
		return Stream.concat(Pattern.compile(Pattern.quote(File.pathSeparator)).splitAsStream(path), administration)
			.filter((directory) -> !directory.isBlank())
			.map((directory) -> Path.of(directory, this.program))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
