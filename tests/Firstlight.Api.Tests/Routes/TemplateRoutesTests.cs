using System.Net;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.Routes;

public sealed class TemplateRoutesTests(SharedApi shared)
{
    [Fact]
    public async Task Null_takes_a_bound_away_and_what_is_left_out_stays()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = (string)
            (await ApiUnderTest.JsonOf(await api.PostAsync("/api/v1/templates", new { name = "Kettle" })))["id"]!;
        var body = new
        {
            name = "Level",
            pin = 1,
            type = "Integer",
            min = 0,
            max = 9,
            defaultValue = 5,
        };
        (await api.PostAsync($"/api/v1/templates/{id}/datastreams", body)).EnsureSuccessStatusCode();

        var changed = await ApiUnderTest.JsonOf(
            await api.SendTextAsync(
                HttpMethod.Put,
                $"/api/v1/templates/{id}/datastreams/1",
                """{"min":null,"defaultValue":null}"""
            )
        );

        changed["min"].ShouldBeNull();
        changed["defaultValue"].ShouldBeNull();
        ((double?)changed["max"]).ShouldBe(9);
        using var wrong = await api.SendTextAsync(
            HttpMethod.Put,
            $"/api/v1/templates/{id}/datastreams/1",
            """{"min":"low"}"""
        );
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await ApiUnderTest.JsonOf(wrong))["field"]).ShouldBe("min");
    }

    [Fact]
    public async Task Events_are_added_changed_and_removed()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeTemplateAsync();

        var added = await ApiUnderTest.JsonOf(
            await api.PostAsync($"/api/v1/templates/{id}/events", new { code = "too_hot", severity = "critical" })
        );
        ((string?)added["severity"]).ShouldBe("Critical");
        var change = new { severity = "Warning" };
        (await api.SendAsync(HttpMethod.Put, $"/api/v1/templates/{id}/events/1", change)).EnsureSuccessStatusCode();
        var read = (await api.GetAsync($"/api/v1/templates/{id}"))["events"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)read["code"], (string?)read["severity"]).ShouldBe(("too_hot", "Warning"));

        using var removed = await api.SendAsync(HttpMethod.Delete, $"/api/v1/templates/{id}/events/1");
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var again = await api.SendAsync(HttpMethod.Delete, $"/api/v1/templates/{id}/events/1");
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_template_is_made_read_changed_listed_and_deleted()
    {
        await using var api = await ApiUnderTest.StartAsync();

        using var made = await api.PostAsync(
            "/api/v1/templates",
            new { name = "Thermostat", offlineAfterSeconds = 90 }
        );
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var template = await ApiUnderTest.JsonOf(made);
        var path = $"/api/v1/templates/{template["id"]}";
        made.Headers.Location!.OriginalString.ShouldBe(path);
        ((string?)template["id"]).ShouldStartWith("TMPL");
        ((double?)template["offlineAfterSeconds"]).ShouldBe(90);
        ((string?)template["connectionType"]).ShouldBe("WiFi");

        using var changed = await api.SendAsync(HttpMethod.Put, path, new { name = "Heating" });
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        ((string?)(await api.GetAsync(path))["name"]).ShouldBe("Heating");
        ((double?)(await api.GetAsync(path))["offlineAfterSeconds"]).ShouldBe(90);
        (await api.GetAsync("/api/v1/templates"))["items"]!.AsArray().Count.ShouldBe(1);

        using var deleted = await api.SendAsync(HttpMethod.Delete, path);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var gone = await api.SendAsync(HttpMethod.Get, path);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await api.GetAsync("/api/v1/audit"))["items"]![0]!["action"]!.ToString().ShouldBe("template.deleted");
    }

    [Fact]
    public async Task An_id_that_firmware_carries_already_can_be_kept()
    {
        await using var api = await ApiUnderTest.StartAsync();

        using var made = await api.PostAsync(
            "/api/v1/templates",
            new
            {
                name = "Old",
                id = "TMPLabcd1234",
                connectionType = "ethernet",
            }
        );

        var template = await ApiUnderTest.JsonOf(made);
        ((string?)template["id"]).ShouldBe("TMPLabcd1234");
        ((string?)template["connectionType"]).ShouldBe("Ethernet");
    }

    [Theory]
    [InlineData("4")]
    [InlineData("\"V4\"")]
    [InlineData("\"v4\"")]
    [InlineData("\"4\"")]
    public async Task A_pin_is_a_number_or_its_name_and_answers_are_numbers(string pin)
    {
        await using var api = await ApiUnderTest.StartAsync();
        var path = await MakeAsync(api);

        using var added = await api.SendTextAsync(
            HttpMethod.Post,
            $"{path}/datastreams",
            $$"""{"name":"T","pin":{{pin}},"type":"Double","min":-40,"max":125,"unit":"°C","defaultValue":20.5}"""
        );

        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        var datastream = await ApiUnderTest.JsonOf(added);
        ((int?)datastream["pin"]).ShouldBe(4);
        ((string?)datastream["type"]).ShouldBe("Double");
        ((double?)datastream["defaultValue"]).ShouldBe(20.5);
        ((string?)datastream["unit"]).ShouldBe("°C");
    }

    [Theory]
    [InlineData("""{"name":"T","pin":4}""", "type", "invalid_type")]
    [InlineData("""{"name":"T","type":"Double"}""", "pin", "invalid_pin")]
    [InlineData("""{"name":"T","pin":256,"type":"Double"}""", "pin", "invalid_pin")]
    [InlineData("""{"name":"T","pin":-1,"type":"Double"}""", "pin", "invalid_pin")]
    [InlineData("""{"name":"T","pin":1.5,"type":"Double"}""", "pin", "invalid_pin")]
    [InlineData("""{"name":"T","pin":"A0","type":"Double"}""", "pin", "invalid_pin")]
    [InlineData("""{"name":"T","pin":[4],"type":"Double"}""", "pin", "invalid_pin")]
    [InlineData("""{"name":"T","pin":4,"type":"Float"}""", "type", "invalid_type")]
    [InlineData("""{"name":"T","pin":4,"type":1}""", "type", "invalid_type")]
    [InlineData("""{"name":"T","pin":4,"type":"1"}""", "type", "invalid_type")]
    [InlineData("""{"name":"T","pin":4,"type":"Integer,Double"}""", "type", "invalid_type")]
    [InlineData("""{"name":7,"pin":4,"type":"Double"}""", "name", "invalid_name")]
    [InlineData("""{"name":"T","pin":4,"type":"Double","min":"low"}""", "min", "invalid_min")]
    [InlineData("""{"name":"T","pin":4,"type":"Double","max":1e999}""", "max", "invalid_max")]
    [InlineData(
        """{"name":"T","pin":4,"type":"Double","syncOnConnect":"yes"}""",
        "syncOnConnect",
        "invalid_syncOnConnect"
    )]
    [InlineData("""{"name":"T","pin":4,"type":"Double","defaultValue":{}}""", "defaultValue", "invalid_defaultValue")]
    [InlineData("""{"name":"T","pin":4,"type":"Double","defaultValue":[1]}""", "defaultValue", "invalid_defaultValue")]
    public async Task A_bad_datastream_is_refused_by_field(string body, string field, string code)
    {
        var api = shared.Api;
        var path = shared.TemplatePath;

        using var response = await api.SendTextAsync(HttpMethod.Post, $"{path}/datastreams", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await ApiUnderTest.JsonOf(response);
        ((string?)problem["field"]).ShouldBe(field);
        ((string?)problem["code"]).ShouldBe(code);
        ((string?)problem["detail"]).ShouldNotBeNull().ShouldNotContain("System.");
    }

    [Fact]
    public async Task A_taken_pin_is_a_conflict()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeTemplateAsync();

        using var response = await api.PostAsync(
            $"/api/v1/templates/{id}/datastreams",
            new
            {
                name = "Again",
                pin = 0,
                type = "Integer",
            }
        );

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        ((string?)(await ApiUnderTest.JsonOf(response))["field"]).ShouldBe("pin");
    }

    [Fact]
    public async Task Datastreams_and_metadata_fields_are_changed_and_removed()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var path = $"/api/v1/templates/{await api.MakeTemplateAsync()}";

        using var datastream = await api.SendAsync(HttpMethod.Put, $"{path}/datastreams/1", new { name = "Renamed" });
        ((string?)(await ApiUnderTest.JsonOf(datastream))["name"]).ShouldBe("Renamed");
        (await api.SendAsync(HttpMethod.Delete, $"{path}/datastreams/1")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await api.SendAsync(HttpMethod.Delete, $"{path}/datastreams/1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var added = await api.PostAsync($"{path}/metadata-fields", new { name = "Room", type = "Text" });
        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        var field = $"{path}/metadata-fields/{(await ApiUnderTest.JsonOf(added))["id"]}";
        using var renamed = await api.SendAsync(HttpMethod.Put, field, new { name = "Place" });
        ((string?)(await ApiUnderTest.JsonOf(renamed))["name"]).ShouldBe("Place");
        (await api.SendAsync(HttpMethod.Delete, field)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await api.SendAsync(HttpMethod.Delete, field)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET", "/api/v1/templates/TMPLnothere1")]
    [InlineData("GET", "/api/v1/templates/nonsense")]
    [InlineData("GET", "/api/v1/templates/' OR 1=1 --")]
    [InlineData("PUT", "/api/v1/templates/TMPLnothere1")]
    [InlineData("PUT", "/api/v1/templates/nonsense")]
    [InlineData("DELETE", "/api/v1/templates/TMPLnothere1")]
    [InlineData("DELETE", "/api/v1/templates/nonsense")]
    [InlineData("PUT", "/api/v1/templates/nonsense/datastreams/1")]
    [InlineData("DELETE", "/api/v1/templates/nonsense/datastreams/1")]
    [InlineData("PUT", "/api/v1/templates/nonsense/metadata-fields/1")]
    [InlineData("DELETE", "/api/v1/templates/nonsense/metadata-fields/1")]
    [InlineData("POST", "/api/v1/templates/nonsense/metadata-fields")]
    public async Task Unknown_templates_are_not_found(string method, string path)
    {
        var api = shared.Api;

        using var response = await api.SendAsync(new HttpMethod(method), path, method == "GET" ? null : new { });

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ((string?)(await ApiUnderTest.JsonOf(response))["code"]).ShouldBe("template_not_found");
    }

    [Theory]
    [InlineData("'; DROP TABLE devices; --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("Łódź 🌡 \"quoted\" \\ back")]
    public async Task Names_come_back_as_they_were_and_never_as_markup(string name)
    {
        await using var api = await ApiUnderTest.StartAsync();

        using var made = await api.PostAsync("/api/v1/templates", new { name });
        var raw = await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        made.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        raw.ShouldNotContain("<script");
        ((string?)(await ApiUnderTest.JsonOf(made))["name"]).ShouldBe(name);
    }

    private static async Task<string> MakeAsync(ApiUnderTest api)
    {
        using var made = await api.PostAsync("/api/v1/templates", new { name = "Thermostat" });
        return $"/api/v1/templates/{(await ApiUnderTest.JsonOf(made))["id"]}";
    }
}
