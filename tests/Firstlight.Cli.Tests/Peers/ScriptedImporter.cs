using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Cli.Tests.Peers;

/// <summary>A cloud that takes one table in pieces, and breaks as many connections as it is told.</summary>
internal sealed class ScriptedImporter : IAsyncDisposable
{
    public const string AccessToken = "access-token-of-the-importer";

    private const string Upload = "/api/v1/uploads/5eed";

    private readonly MemoryStream _received = new();
    private LoopbackServer? _server;
    private long _length;

    public Uri Address => _server!.Address;

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>How many pieces are cut off.</summary>
    public int Breaks { get; set; }

    /// <summary>How much of a piece that is cut off arrives.</summary>
    public int BytesBeforeBreak { get; set; }

    /// <summary>What a table with errors is called here.</summary>
    public string DamagedTable { get; } = "damaged";

    public string Received => Encoding.UTF8.GetString(_received.ToArray());

    public static async Task<ScriptedImporter> StartAsync()
    {
        var importer = new ScriptedImporter();
        importer._server = await LoopbackServer.StartAsync(importer.Map);
        return importer;
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _received.DisposeAsync();
    }

    private void Map(WebApplication app)
    {
        app.Use(
            (context, next) =>
            {
                Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
                return next();
            }
        );
        app.MapPost("/api/v1/uploads", Start);
        app.MapMethods(Upload, ["HEAD"], Tell);
        app.MapPatch(Upload, (Delegate)AppendAsync);
        app.MapDelete(Upload, () => Results.NoContent());
        app.MapPost("/api/v1/static-batches/import", Order);
        app.MapGet("/api/v1/static-batches/5", Batch);
    }

    private IResult Start(HttpRequest request)
    {
        request.Headers["Tus-Resumable"].ToString().ShouldBe("1.0.0");
        _received.SetLength(0);
        _length = long.Parse(request.Headers["Upload-Length"].ToString(), CultureInfo.InvariantCulture);
        return _length == 0
            ? Results.Problem("An empty table is of no use.", statusCode: 400)
            : Results.Created(Upload, value: null);
    }

    private IResult Tell(HttpResponse response)
    {
        response.Headers["Upload-Offset"] = _received.Length.ToString(CultureInfo.InvariantCulture);
        return Results.Ok();
    }

    private async Task<IResult> AppendAsync(HttpContext context)
    {
        var offset = long.Parse(context.Request.Headers["Upload-Offset"].ToString(), CultureInfo.InvariantCulture);
        if (offset != _received.Length)
            return Results.Problem("The upload ends elsewhere.", statusCode: 409);
        if (Breaks > 0)
        {
            Breaks--;
            var beginning = new byte[BytesBeforeBreak];
            await context.Request.Body.ReadExactlyAsync(beginning, context.RequestAborted);
            _received.Write(beginning);
            context.Abort();
            return Results.Empty;
        }

        await context.Request.Body.CopyToAsync(_received, context.RequestAborted);
        Tell(context.Response);
        return Results.NoContent();
    }

    private IResult Order(HttpRequest request)
    {
        request.Query["uploadId"].ToString().ShouldBe("5eed");
        _received.Length.ShouldBe(_length);
        var isDamaged = Received.StartsWith(DamagedTable, StringComparison.Ordinal);
        if (request.Query["dryRun"] == "true")
            return Results.Json(Report(isDamaged));
        return isDamaged
            ? Results.Json(new { detail = "The table has errors.", report = Report(isDamaged) }, statusCode: 400)
            : Results.Json(Batch(), statusCode: 201);
    }

    private static object Report(bool isDamaged) =>
        new
        {
            columns = (object[])[new { name = "Serial Number", field = "Serial Number" }, new { name = "Box" }],
            rows = 2,
            tokens = isDamaged ? 0 : 2,
            errorCount = isDamaged ? 1 : 0,
            errors = isDamaged
                ? (object[])
                    [
                        new
                        {
                            row = 3,
                            column = 1,
                            columnName = "Serial Number",
                            message = "Row 2 has it already.",
                        },
                    ]
                : [],
        };

    private static object Batch() =>
        new
        {
            id = 5,
            name = "Meters",
            templateId = "TMPLthermo01",
            count = 2,
            made = 2,
            state = "Ready",
            createdAt = "2026-01-31T12:00:00Z",
        };
}
