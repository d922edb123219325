using Firstlight.Core;
using Firstlight.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Devices.Tests;

/// <summary>A catalogue over a store in memory.</summary>
public sealed class CatalogUnderTest : ITemplateStore, IDisposable
{
    public static readonly OrganisationId Home = OrganisationId.Root;
    public static readonly OrganisationId Elsewhere = new(2);

    private readonly Lock _gate = new();
    private readonly TemplateCatalog _catalog;

    public CatalogUnderTest() =>
        _catalog = new TemplateCatalog(
            this,
            new SeededRandom(1),
            Live,
            new ManualTime(),
            NullLogger<TemplateCatalog>.Instance
        );

    /// <summary>Another node's, at the same store.</summary>
    internal TemplateCatalog Beside(IBackbone backbone) =>
        new(
            this,
            new SeededRandom(2),
            new InProcessLiveEvents(),
            new ManualTime(),
            NullLogger<TemplateCatalog>.Instance,
            backbone
        );

    public ITemplateCatalog Catalog => _catalog;

    public InProcessLiveEvents Live { get; } = new();

    public Dictionary<TemplateId, Template> Stored { get; } = [];

    public HashSet<TemplateId> InUse { get; } = [];

    public bool Away { get; set; }

    public Func<Task>? BeforeWrite { get; set; }

    public static async Task<CatalogUnderTest> LoadedAsync()
    {
        var test = new CatalogUnderTest();
        await test.LoadAsync();
        return test;
    }

    public Task LoadAsync() => _catalog.LoadAsync(default);

    public async Task<Template> MakeAsync(string name) =>
        (await Catalog.CreateAsync(Home, new TemplateDraft(name), default)).Value;

    public async Task<Template> FindAsync(TemplateId id) =>
        (await Catalog.FindAsync(Home, id, default)).ShouldNotBeNull();

    public Task<bool> TryInsertAsync(Template template, CancellationToken cancellation) =>
        WriteAsync(() => Stored.TryAdd(template.Id, template), cancellation);

    public Task<bool> TryReplaceAsync(Template template, CancellationToken cancellation) =>
        WriteAsync(
            () =>
            {
                Stored[template.Id] = template;
                return true;
            },
            cancellation
        );

    public Task<bool> TryDeleteAsync(TemplateId id, CancellationToken cancellation) =>
        WriteAsync(() => !InUse.Contains(id) && Stored.Remove(id), cancellation);

    public HashSet<TemplateUse> Uses { get; } = [];

    public Task EnableAsync(TemplateUse use, CancellationToken cancellation) =>
        WriteAsync(() => Uses.Add(use), cancellation);

    public Task<bool> TryDisableAsync(TemplateUse use, CancellationToken cancellation) =>
        WriteAsync(() => !InUse.Contains(use.Template) && Uses.Remove(use), cancellation);

    public Task<IReadOnlyList<TemplateUse>> ReadUsesAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<TemplateUse>>([.. Uses]);

    public Task<IReadOnlyList<Template>> ReadAllAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Template>>([.. Stored.Values]);

    public void Dispose() => _catalog.Dispose();

    private async Task<bool> WriteAsync(Func<bool> write, CancellationToken cancellation)
    {
        if (BeforeWrite is not null)
            await BeforeWrite();
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        if (Away)
            throw new StorageUnavailableException("The disk is away.");
        lock (_gate)
            return write();
    }
}
