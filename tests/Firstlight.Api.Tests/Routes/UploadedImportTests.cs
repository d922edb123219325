using System.Net;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.Routes;

/// <summary>Batches from tables that were uploaded before: what holds for a table in the body holds for them.</summary>
public sealed class UploadedImportTests : UploadWorld
{
    [Fact]
    public async Task A_table_in_part_is_not_ordered_and_its_missing_bytes_are_counted()
    {
        var upload = await Maker.StartAsync(Table.Length);
        using var begun = await Maker.AppendAsync(upload, 0, Table[..10]);

        using var response = await Maker.SendAsync(HttpMethod.Post, await ImportOf(upload));

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await JsonOf(response);
        ((string?)problem["code"]).ShouldBe("upload_incomplete");
        ((string?)problem["detail"])!.ShouldContain("19 of the upload's 29 bytes are missing");
    }

    [Fact]
    public async Task One_upload_is_there_for_the_dry_run_the_order_and_the_order_again()
    {
        var upload = await Maker.StartAsync(Table.Length);
        using var whole = await Maker.AppendAsync(upload, 0, Table);

        using var dry = await Maker.SendAsync(HttpMethod.Post, await ImportOf(upload) + "&dryRun=true");
        using var order = await Maker.SendAsync(HttpMethod.Post, await ImportOf(upload) + "&idempotencyKey=once");
        using var again = await Maker.SendAsync(HttpMethod.Post, await ImportOf(upload) + "&idempotencyKey=once");

        ((int)(await JsonOf(dry))["tokens"]!).ShouldBe(3);
        var batch = await JsonOf(order);
        ((int)batch["count"]!).ShouldBe(3);
        ((long)(await JsonOf(again))["id"]!).ShouldBe((long)batch["id"]!);
        Time.Advance(TimeSpan.FromMinutes(10));
        using var told = await Maker.SendAsync(HttpMethod.Head, upload);
        told.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_table_with_errors_is_reported_and_its_upload_stays()
    {
        var damaged = "Nobody\nSN-1\n"u8.ToArray();
        var upload = await Maker.StartAsync(damaged.Length);
        using var whole = await Maker.AppendAsync(upload, 0, damaged);

        using var refused = await Maker.SendAsync(HttpMethod.Post, await ImportOf(upload));
        using var mapped = await Maker.SendAsync(
            HttpMethod.Post,
            await ImportOf(upload) + "&map=Nobody:Serial%20Number"
        );

        (await Uploader.CodeOf(refused)).ShouldBe("table_refused");
        ((int)(await JsonOf(mapped))["count"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_table_comes_as_a_body_or_as_an_upload_and_not_as_both()
    {
        var upload = await Maker.StartAsync(Table.Length);
        using var whole = await Maker.AppendAsync(upload, 0, Table);

        using var both = await Cloud.CallAsync(
            await Cloud.SignInAsync(Ann),
            HttpMethod.Post,
            (await ImportOf(upload))["/api/v1".Length..],
            "SN-1"
        );

        both.IsSuccessStatusCode.ShouldBeFalse();
        (await UploadlessAsync("0123")).ShouldBe("upload_not_found");
        (await UploadlessAsync("../../etc")).ShouldBe("upload_not_found");
    }

    private async Task<string> UploadlessAsync(string id)
    {
        using var response = await Maker.SendAsync(HttpMethod.Post, await ImportOf(Uri.EscapeDataString(id)));
        return await Uploader.CodeOf(response);
    }
}
