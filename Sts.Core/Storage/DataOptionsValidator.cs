using Microsoft.Extensions.Options;

namespace Sts.Core.Storage;

[OptionsValidator]
internal sealed partial class DataOptionsValidator : IValidateOptions<DataOptions>;
