using System.Net;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;
using Firstlight.TestKit.Programs;

namespace Firstlight.Api.Tests.Routes;

/// <summary>Tables in pieces: what arrived stays, whatever happens to the connection or the cloud, and nobody else gets at it.</summary>
public sealed class UploadRoutesTests : UploadWorld
{
    [Fact]
    public async Task The_server_says_what_it_speaks()
    {
        using var response = await Maker.SendAsync(HttpMethod.Options, "/api/v1/uploads");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        HeaderOf(response, "Tus-Resumable").ShouldBe("1.0.0");
        HeaderOf(response, "Tus-Version").ShouldBe("1.0.0");
        HeaderOf(response, "Tus-Extension").ShouldBe("creation,termination,expiration");
        HeaderOf(response, "Tus-Max-Size").ShouldBe("268435456");
    }

    [Fact]
    public async Task Pieces_become_a_whole()
    {
        var upload = await Maker.StartAsync(Table.Length);

        using var first = await Maker.AppendAsync(upload, 0, Table[..10]);
        using var second = await Maker.AppendAsync(upload, 10, Table[10..]);
        using var told = await Maker.SendAsync(HttpMethod.Head, upload);

        first.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        HeaderOf(first, "Upload-Offset").ShouldBe("10");
        HeaderOf(second, "Upload-Offset").ShouldBe("29");
        HeaderOf(told, "Upload-Offset").ShouldBe("29");
        HeaderOf(told, "Upload-Length").ShouldBe("29");
        HeaderOf(told, "Upload-Expires").ShouldBe("Fri, 02 Jan 2026 00:00:00 GMT");
        HeaderOf(told, "Tus-Resumable").ShouldBe("1.0.0");
        told.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("0.2.2")]
    [InlineData("")]
    public async Task Another_version_is_refused_and_told_ours(string version)
    {
        using var response = await Maker.SendAsync(
            HttpMethod.Post,
            "/api/v1/uploads",
            ("Upload-Length", "5"),
            ("Tus-Resumable", version)
        );

        response.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        HeaderOf(response, "Tus-Version").ShouldBe("1.0.0");
        (await Uploader.CodeOf(response)).ShouldBe("tus_version_unknown");
    }

    [Theory]
    [InlineData("268435457", HttpStatusCode.RequestEntityTooLarge, "upload_too_large")]
    [InlineData("-1", HttpStatusCode.BadRequest, "invalid_header")]
    [InlineData("many", HttpStatusCode.BadRequest, "invalid_header")]
    [InlineData("", HttpStatusCode.BadRequest, "invalid_header")]
    public async Task A_length_that_cannot_be_is_refused(string length, HttpStatusCode status, string code)
    {
        using var response = await Maker.SendAsync(HttpMethod.Post, "/api/v1/uploads", ("Upload-Length", length));

        response.StatusCode.ShouldBe(status);
        (await Uploader.CodeOf(response)).ShouldBe(code);
        Directory.GetFiles(Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_piece_that_does_not_fit_changes_nothing()
    {
        var upload = await Maker.StartAsync(Table.Length);
        using var begun = await Maker.AppendAsync(upload, 0, Table[..10]);

        using var gap = await Maker.AppendAsync(upload, 11, Table[11..]);
        using var again = await Maker.AppendAsync(upload, 0, Table);
        using var tooLong = await Maker.AppendAsync(upload, 10, Table);
        using var text = await Maker.AppendAsync(upload, 10, Table[10..], "text/csv");
        using var nowhere = await Maker.SendAsync(HttpMethod.Patch, upload, ("Upload-Offset", "x"));

        (gap.StatusCode, await Uploader.CodeOf(gap)).ShouldBe((HttpStatusCode.Conflict, "wrong_offset"));
        (again.StatusCode, await Uploader.CodeOf(again)).ShouldBe((HttpStatusCode.Conflict, "wrong_offset"));
        (tooLong.StatusCode, await Uploader.CodeOf(tooLong)).ShouldBe((HttpStatusCode.BadRequest, "piece_too_long"));
        (text.StatusCode, await Uploader.CodeOf(text)).ShouldBe(
            (HttpStatusCode.UnsupportedMediaType, "wrong_content_type")
        );
        nowhere.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await Maker.OffsetAsync(upload)).ShouldBe(10);
    }

    [Fact]
    public async Task What_arrived_before_a_connection_broke_counts()
    {
        var upload = await Maker.StartAsync(Table.Length);
        using (var socket = await Maker.AppendPartlyAsync(upload, 0, Table.Length, Table[..17]))
        {
            await UntilAsync(upload, 17);
            // Gone without a farewell.
            socket.Close(timeout: 0);
        }

        var goneOn = await UntilTakenAsync(upload, 17, Table[17..]);

        goneOn.ShouldBe("29");
        (await OrderAsync(upload)).ShouldBe(3);
    }

    [Fact]
    public async Task Of_two_pieces_at_once_one_is_taken()
    {
        var upload = await Maker.StartAsync(Table.Length);
        using var first = await Maker.AppendPartlyAsync(upload, 0, Table.Length, Table[..5]);
        await UntilAsync(upload, 5);

        using var second = await Maker.AppendAsync(upload, 5, Table[5..]);
        await first.SendAsync(Table.AsMemory(5..), Cancellation);
        await UntilAsync(upload, Table.Length);

        (second.StatusCode, await Uploader.CodeOf(second)).ShouldBe((HttpStatusCode.Conflict, "upload_busy"));
        (await OrderAsync(upload)).ShouldBe(3);
    }

    [Fact]
    public async Task ACloud_that_starts_again_knows_how_far_it_was()
    {
        var upload = await Maker.StartAsync(Table.Length);
        using var begun = await Maker.AppendAsync(upload, 0, Table[..10]);
        await Cloud.DisposeAsync();

        await InitializeAsync();

        (await Maker.OffsetAsync(upload)).ShouldBe(10);
        using var goneOn = await Maker.AppendAsync(upload, 10, Table[10..]);
        (await OrderAsync(upload)).ShouldBe(3);
    }

    [Fact]
    public async Task To_anybody_else_and_elsewhere_there_is_no_such_upload()
    {
        var below = await Cloud.Get<IOrganisations>().CreateAsync(OrganisationId.Root, "Dealer", null, Cancellation);
        var upload = await Maker.StartAsync(Table.Length);
        using var begun = await Maker.AppendAsync(upload, 0, Table);
        Uploader[] others =
        [
            new(Cloud, await Cloud.SignInAsync(Bob)),
            new(Cloud, await Cloud.SignInAsync(Ann), below.Value.Organisation.Id.Value),
        ];

        foreach (var other in others)
        {
            using var told = await other.SendAsync(HttpMethod.Head, upload);
            using var appended = await other.AppendAsync(upload, 29, []);
            using var deleted = await other.SendAsync(HttpMethod.Delete, upload);
            using var imported = await other.SendAsync(HttpMethod.Post, await ImportOf(upload));

            told.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (appended.StatusCode, await Uploader.CodeOf(appended)).ShouldBe(
                (HttpStatusCode.NotFound, "upload_not_found")
            );
            deleted.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await Uploader.CodeOf(imported)).ShouldBe("upload_not_found");
        }

        (await Maker.OffsetAsync(upload)).ShouldBe(29);
    }

    [Fact]
    public async Task An_upload_goes_when_it_is_deleted()
    {
        var upload = await Maker.StartAsync(5);

        using var deleted = await Maker.SendAsync(HttpMethod.Delete, upload);
        using var told = await Maker.SendAsync(HttpMethod.Head, upload);

        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        told.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Directory.GetFiles(Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_expires_after_a_day_and_is_swept_away()
    {
        var upload = await Maker.StartAsync(5);
        Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Maker = new Uploader(Cloud, await Cloud.SignInAsync(Ann));
        (await Maker.OffsetAsync(upload)).ShouldBe(0);

        Time.Advance(TimeSpan.FromSeconds(1));
        using var told = await Maker.SendAsync(HttpMethod.Head, upload);
        Time.Advance(TimeSpan.FromMinutes(10));

        told.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Until.TrueAsync(() => Directory.GetFiles(Folder).Length == 0, "nothing lies on disk", Cancellation);
    }

    [Fact]
    public async Task An_organisation_has_a_few_uploads_and_the_server_some_more()
    {
        var uploads = new List<string>();
        for (var number = 0; number < 8; number++)
            uploads.Add(await Maker.StartAsync(5));

        using var ninth = await Maker.SendAsync(HttpMethod.Post, "/api/v1/uploads", ("Upload-Length", "5"));
        using var deleted = await Maker.SendAsync(HttpMethod.Delete, uploads[0]);
        await Maker.StartAsync(5);
        for (var number = 0; number < 24; number++)
            await File.WriteAllTextAsync(
                Path.Combine(Folder, $"other{number}-{number + 100}-1-5-4000000000.upload"),
                "",
                Cancellation
            );
        using var full = await Maker.SendAsync(HttpMethod.Post, "/api/v1/uploads", ("Upload-Length", "5"));

        (ninth.StatusCode, await Uploader.CodeOf(ninth)).ShouldBe((HttpStatusCode.TooManyRequests, "too_many_uploads"));
        (await full.Content.ReadAsStringAsync(Cancellation)).ShouldContain("This server keeps 32");
    }

    private Task UntilAsync(string upload, long offset) =>
        Until.TrueAsync(
            async () => await Maker.OffsetAsync(upload) == offset,
            $"{offset} bytes are there",
            Cancellation
        );

    // The server learns of a broken connection a moment after its client.
    private async Task<string> UntilTakenAsync(string upload, long offset, byte[] piece)
    {
        var taken = "";
        await Until.TrueAsync(
            async () =>
            {
                using var response = await Maker.AppendAsync(upload, offset, piece);
                if (response.StatusCode == HttpStatusCode.NoContent)
                    taken = HeaderOf(response, "Upload-Offset");
                else
                    (await Uploader.CodeOf(response)).ShouldBe("upload_busy");
                return taken.Length > 0;
            },
            "the next piece is taken",
            Cancellation
        );
        return taken;
    }

    private static string HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.GetValues(name).Single();
}
