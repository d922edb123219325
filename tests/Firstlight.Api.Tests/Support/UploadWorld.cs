using System.Text;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Rights;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Api.Tests.Support;

/// <summary>A whole cloud with two makers and a template, whose clock stands and whose uploads lie where a restart finds them.</summary>
public abstract class UploadWorld : IAsyncLifetime
{
    protected const string Ann = "ann@example.com";
    protected const string Bob = "bob@example.com";

    protected static readonly byte[] Table = Encoding.UTF8.GetBytes("Serial Number\nSN-1\nSN-2\nSN-3\n");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("firstlight-uploads-");

    protected ManualTime Time { get; } = new();

    protected string Folder => _folder.FullName;

    protected WholeCloud Cloud { get; private set; } = null!;

    /// <summary>One of the makers.</summary>
    protected Uploader Maker { get; set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Cloud = await StartAsync();
        Maker = new Uploader(Cloud, await Cloud.SignInAsync(Ann));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Cloud.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected static async Task<JsonNode> JsonOf(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

    /// <summary>Where the batch of an upload is ordered.</summary>
    protected async Task<string> ImportOf(string upload)
    {
        var templates = await Cloud.Get<ITemplateCatalog>().ListAsync(OrganisationId.Root, Cancellation);
        return $"/api/v1/static-batches/import?templateId={templates[0].Id.Value}&uploadId={upload.Split('/')[^1]}";
    }

    /// <summary>Orders the batch of an upload.</summary>
    /// <returns>The number of its tokens.</returns>
    protected async Task<int> OrderAsync(string upload)
    {
        using var response = await Maker.SendAsync(HttpMethod.Post, await ImportOf(upload));
        return (int)(await JsonOf(response))["count"]!;
    }

    private async Task<WholeCloud> StartAsync()
    {
        var cloud = await WholeCloud.StartAsync(services =>
        {
            services.AddSingleton<TimeProvider>(Time);
            services.Configure<ApiOptions>(options => options.UploadFolder = _folder.FullName);
        });
        await cloud.AddPersonAsync(Ann, Role.Admin, OrganisationId.Root);
        await cloud.AddPersonAsync(Bob, Role.Admin, OrganisationId.Root);
        var catalog = cloud.Get<ITemplateCatalog>();
        var template = await catalog.CreateAsync(OrganisationId.Root, new TemplateDraft("Boiler"), Cancellation);
        var field = new MetadataFieldDraft("Serial Number", MetadataType.Text, null, null, null);
        (
            await catalog.AddMetadataFieldAsync(OrganisationId.Root, template.Value.Id, field, Cancellation)
        ).Refusal.ShouldBeNull();
        return cloud;
    }
}
