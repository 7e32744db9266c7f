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

import io.github.securitycontext.support.SameOnAnyJdk;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
@SameOnAnyJdk
class InvalidPropertyTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			source-ip.trusted-proxies=10.0.0.0/99   | source-ip.trusted-proxies[0] | 10.0.0.0/99   | 10.0.0.0/8
			source-ip.trusted-proxies=::1,gateway   | source-ip.trusted-proxies[1] | gateway       | 10.0.0.0/8
			source-ip.trusted-proxies[0]=fd00::/129 | source-ip.trusted-proxies[0] | fd00::/129    | fd00::/8
			source-ip.header=                       | source-ip.header             | ''            | X-Forwarded-For
			source-ip.header=X Forwarded            | source-ip.header             | X Forwarded   | X-Forwarded-For
			end-user.id-claims=                     | end-user.id-claims           | ''            | oid
			end-user.tenant-claims=                 | end-user.tenant-claims       | ''            | tid
			end-user.id-claims[0]=                  | end-user.id-claims[0]        | ''            | oid
			end-user.tenant-claims[0]=              | end-user.tenant-claims[0]    | ''            | tid
			end-user.issuers[0]=                    | end-user.issuers[0]          | ''            | iss
			missing.required=end-user-id,           | missing.required[1]          | ''            | end-user-id
			clients.a.missing.required=,source-ip   | clients.a.missing.required[0] | ''           | end-user-id
			clients[a.b].missing.required=,source-ip | clients[a.b].missing.required[0] | '' | end-user-id
			missing.action=reject                   | missing.action               | reject        | end-user-id
			""")
	void aWrongValueStopsTheStartWithPropertyValueOriginAndFix(String setting, String property, String value,
			String fix, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--securitycontext." + setting));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The property 'securitycontext." + property + "' has the value '" + value + "'")
			.contains("Origin: \"securitycontext.")
			.contains("Action:")
			.contains(fix);
	}

	@ParameterizedTest
	@CsvSource({ "end-user.fallback=nam, end-user.fallback, NAME",
			"end-user.personal-data=hash, end-user.personal-data, OMIT",
			"end-user.enabled=maybe, end-user.enabled, maybe", "enabled=maybe, enabled, maybe" })
	void aValueOfTheWrongTypeStopsTheStartAsSpringBootDoes(String setting, String property, String text,
			CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--securitycontext." + setting));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("securitycontext." + property)
			.contains(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "missing.actoin", "enduser.fallbak", "clients.a.missing.requierd", "trusted-proxies" })
	void aPropertyThatDoesNotExistStopsTheStartAsSpringBootDoes(String property, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--securitycontext." + property + "=x"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property: securitycontext." + property)
			.contains("left unbound");
	}

	private static void start(String argument) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.run(argument, "--spring.application.name=demo").close();
	}

	@ImportAutoConfiguration(UserSecurityContextAutoConfiguration.class)
	static class Application {

	}

}
